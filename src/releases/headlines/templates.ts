import { IntlMessageFormat } from 'intl-messageformat';
import { z } from 'zod';
import { optional, readCsv } from '../../dictionary/index.js';

/** What fills a template. */
export interface TemplateValues {
  /** The amount in words: "more than 110". */
  readonly amount: string;
  /** The number that the words after the amount agree with: 1 for "one person", 2 for any other. */
  readonly count: 1 | 2;
  /** "across the region", "by police in Dorset", "by British Transport Police". */
  readonly where: string;
  /** The part in words; empty for a whole measure. */
  readonly part: string;
}

/** Words with places to fill. */
export type Template = (values: TemplateValues) => string;

/** The words for one kind of total. */
export interface Wording {
  /** Without capital, coverage and full stop. */
  readonly sentence: Template;
  /** Without capital, force and coverage. */
  readonly short: Template;
}

/** The words for one measure. */
export interface MeasureWording {
  /** The place of the measure in a press release, from 0. */
  readonly place: number;
  /** Null: the total has no headline. */
  readonly whole: Wording | null;
  /** Null: its parts have no words of their own. */
  readonly part: Wording | null;
}

/** All words that come with the service. */
export interface Templates {
  /** By the measure's code. */
  readonly measures: ReadonlyMap<string, MeasureWording>;
  /** The words for a part, by `partKey`. */
  readonly parts: ReadonlyMap<string, Template>;
}

const template = optional.transform((cell) => (cell === null ? null : compile(cell)));

/** A measure: its sentences and short forms. The rows are in the order of a press release. */
const sentenceRow = z
  .object({ measure: z.string(), sentence: template, short: template, part_sentence: template, part_short: template })
  .transform((row) => ({
    measure: row.measure,
    whole: wordingOf(row.sentence, row.short),
    part: wordingOf(row.part_sentence, row.part_short),
  }));

/** A part, in the words that a sentence has for it. */
const partNameRow = z.object({ breakdown: z.string(), code: z.string(), words: z.string().transform(compile) });

/** The templates of `data/`, read once. An invalid row stops the start of the service. */
export const TEMPLATES: Templates = readTemplates();

/** The key of a part's words. */
export function partKey(breakdown: string, part: string): string {
  return `${breakdown}/${part}`;
}

/** The words that a sentence has for a part, in the singular and the plural; empty if it has none of its own. */
export function partWordsOf(breakdown: string, part: string): string[] {
  const words = TEMPLATES.parts.get(partKey(breakdown, part));
  if (words === undefined) return [];
  return ([1, 2] as const).map((count) => words({ amount: '', count, where: '', part: '' }).toLowerCase());
}

function readTemplates(): Templates {
  const sentences = readCsv(new URL('./data/sentences.csv', import.meta.url), sentenceRow);
  const partNames = readCsv(new URL('./data/part-names.csv', import.meta.url), partNameRow);
  return {
    measures: new Map(sentences.map(({ measure, whole, part }, place) => [measure, { place, whole, part }])),
    parts: new Map(partNames.map(({ breakdown, code, words }) => [partKey(breakdown, code), words])),
  };
}

/** A template in the ICU message format, such as `{count, plural, one {person was} other {people were}}`. */
function compile(text: string): Template {
  const message = new IntlMessageFormat(text, 'en-GB', undefined, { ignoreTag: true });
  return (values) => String(message.format({ ...values }));
}

function wordingOf(sentence: Template | null, short: Template | null): Wording | null {
  if (sentence !== null && short !== null) return { sentence, short };
  if (sentence === null && short === null) return null;
  throw new Error('A sentence and its short form belong together: give both or neither.');
}
