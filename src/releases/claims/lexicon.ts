import { z } from 'zod';
import { optional, readCsv, type Force, type MeasureInForce, type MeasureUnit } from '../../dictionary/index.js';
import { partWordsOf } from '../headlines/index.js';

/** What is known of a measure to find it in a text. */
export interface ReadableMeasure extends Pick<MeasureInForce, 'code' | 'name' | 'alsoKnownAs' | 'unit' | 'breakdown'> {
  readonly parts: readonly { readonly code: string; readonly name: string }[];
}

/** What a text can be read with: the measures with their parts, and the forces, as the dictionary has them. */
export interface Vocabulary {
  readonly measures: readonly ReadableMeasure[];
  readonly forces: readonly Pick<Force, 'code' | 'name' | 'alsoKnownAs'>[];
}

/** Words for the things that a measure counts, right after a number. */
export interface Phrase {
  readonly measure: ReadableMeasure;
  /** Null: the measure as a whole. */
  readonly part: string | null;
  /** From the number on. */
  readonly nouns: RegExp;
  /** What was done with them, right before the number: "seized". Null: no such word. */
  readonly verbBefore: RegExp | null;
  /** The same after the nouns: "were seized". */
  readonly verbAfter: RegExp | null;
  /** Whether the nouns alone say nothing: "26 people". */
  readonly needsVerb: boolean;
}

const phraseRow = z.object({ measure: z.string(), nouns: z.string(), verbs: optional, needs_verb: optional });
const partRow = z.object({ breakdown: z.string(), code: z.string(), words: z.string() });

const PHRASES = readCsv(new URL('./data/phrases.csv', import.meta.url), phraseRow);
const PART_WORDS = readCsv(new URL('./data/part-words.csv', import.meta.url), partRow);

/** Words that may stand between a number and its noun and change nothing. */
const MODIFIERS = '(?:(?:suspected|illegal|illicit|dangerous|deadly|bladed|separate) )*';

/** Words that may stand before a verb in the passive. */
export const BE =
  '(?: +(?:was|were|is|are|has|have|had|been|being|also|all|since|now|subsequently|later|then|successfully|either))*';

/** Nouns with the verb that they need, which names of measures often have: "drones seized", "people arrested". */
const NOUN_AND_VERB = /^(?<nouns>.+) (?<verb>\p{L}+(?:ed|found|frozen))$/u;

/** A part of a measure, with the words for it: at the beginning of a text, and anywhere in it. */
export interface PartForm {
  readonly code: string;
  readonly atStart: RegExp;
  readonly anywhere: RegExp;
}

/** The parts of measures of drugs, by the measure's code. */
export function drugFormsOf({ measures }: Vocabulary): ReadonlyMap<string, readonly PartForm[]> {
  const ofDrugs = measures.filter(({ breakdown }) => breakdown === 'drug');
  return new Map(
    ofDrugs.map((measure) => [
      measure.code,
      measure.parts.map((part) => ({
        code: part.code,
        atStart: new RegExp(`^(?:${partWords(measure, part)})(?![\\p{L}\\d])`, 'iu'),
        anywhere: new RegExp(`(?<!\\p{L})(?:${partWords(measure, part)})(?!\\p{L})`, 'iu'),
      })),
    ]),
  );
}

/** Units whose measures are named with a drug, or with an amount of money: these are found otherwise. */
const COUNTED_BY_DRUG: readonly MeasureUnit[] = ['TABLET', 'WRAP', 'GRAM', 'GBP'];

/** Makes the phrases of a vocabulary: those that come with the service, and for any other measure its name and aliases. */
export function phrasesOf({ measures }: Vocabulary): Phrase[] {
  return measures.flatMap((measure) => [
    ...PHRASES.filter((row) => row.measure === measure.code).flatMap((row) => phrasesOfRow(measure, row)),
    ...(COUNTED_BY_DRUG.includes(measure.unit) || PHRASES.some((row) => row.measure === measure.code)
      ? []
      : namesOf(measure).map((name) => namePhrase(measure, name))),
  ]);
}

/** Words for a part, as alternatives of a regular expression. */
function partWords(measure: ReadableMeasure, part: { readonly code: string; readonly name: string }): string {
  const { breakdown } = measure;
  const own = PART_WORDS.filter((row) => row.breakdown === breakdown && row.code === part.code).map(
    ({ words }) => words,
  );
  const inHeadlines = breakdown === null ? [] : partWordsOf(breakdown, part.code);
  // The first alternative that fits counts: "BB guns or air weapons" before "BB guns".
  return [...[...inHeadlines, part.name.toLowerCase()].map(escaped).sort(byLength), ...own].join('|');
}

const byLength = (one: string, other: string): number => other.length - one.length;

function namesOf({ name, alsoKnownAs }: ReadableMeasure): string[] {
  return [name, ...alsoKnownAs].map((one) => one.toLowerCase());
}

function namePhrase(measure: ReadableMeasure, name: string): Phrase {
  const { nouns, verb } = NOUN_AND_VERB.exec(name)?.groups ?? {};
  return nouns === undefined || verb === undefined
    ? phrase(measure, null, { nouns: inEitherNumber(name), verbs: null, needsVerb: false })
    : phrase(measure, null, { nouns: inEitherNumber(nouns), verbs: escaped(verb), needsVerb: true });
}

/** A row of the file; with `{part}` in it, for each part of the measure. */
function phrasesOfRow(measure: ReadableMeasure, row: z.infer<typeof phraseRow>): Phrase[] {
  const words = { verbs: row.verbs, needsVerb: row.needs_verb !== null };
  if (!row.nouns.includes('{part}')) return [phrase(measure, null, { ...words, nouns: row.nouns })];
  return measure.parts.map((part) =>
    phrase(measure, part.code, { ...words, nouns: row.nouns.replace('{part}', `(?:${partWords(measure, part)})`) }),
  );
}

function phrase(
  measure: ReadableMeasure,
  part: string | null,
  { nouns, verbs, needsVerb }: { nouns: string; verbs: string | null; needsVerb: boolean },
): Phrase {
  const form = new RegExp(
    `^ *${MODIFIERS}(?:${nouns})(?![\\p{L}\\d])`.replaceAll(' (', ' +(').replaceAll(/ (?![*+?])/g, ' +'),
    'iu',
  );
  return {
    measure,
    part,
    nouns: form,
    verbBefore: verbs === null ? null : new RegExp(`(?<!\\p{L})(?:${verbs}) *$`, 'iu'),
    verbAfter: verbs === null ? null : new RegExp(`^(?:,? (?:who|which|that))?${BE} +(?:${verbs})(?!\\p{L})`, 'iu'),
    needsVerb,
  };
}

/** A name in the plural, also in the singular: "arrests" and "arrest". */
function inEitherNumber(name: string): string {
  return escaped(name).replace(/s$/, 's?');
}

/** A text as a regular expression that matches it. */
export function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
