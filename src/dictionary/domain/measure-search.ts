import { folded } from '../../common/folded.js';
import type { Category, Measure, MeasureInForce } from './measure.js';
import { bareWord, formsOf, saysLittle } from './word-forms.js';

/** Where a search finds a measure, in the order in which it looks. */
export type MatchKind = 'NAME' | 'OTHER_NAME' | 'CODE' | 'PART' | 'DEFINITION';

/** A text of a measure that has words of a search. */
export interface MeasureMatch {
  readonly kind: MatchKind;
  /** The text, as it is in the dictionary: for PART the name of the part. */
  readonly text: string;
  /** The code of the part; null for other kinds. */
  readonly part: string | null;
  /** The words that it has, as searched for. */
  readonly words: readonly string[];
}

/** A measure with where a search found it; empty without a search. */
export interface FoundMeasure extends Measure {
  readonly foundBy: readonly MeasureMatch[];
}

/** Filters measures. */
export interface MeasureFilter {
  /** Search words, each of which must be in a text of the measure; null: not filtered. */
  readonly search: string | null;
  /** Null: all categories. */
  readonly category: Category | null;
}

/**
 * The measures that match the filter, in the order given. A name, another name or the code has a word if it contains its
 * characters; the name of a part and the definition, if one of their words begins with it. Case, accents, kinds of
 * dashes, quotation marks around a word, singular and plural, and everyday words for the same thing do not matter.
 * Numbers and words such as "some" or "of" count only if something is found with them: "five knives".
 */
export function searchMeasures(
  measures: readonly MeasureInForce[],
  { search, category }: MeasureFilter,
): FoundMeasure[] {
  const words = wordsOf(search ?? '');
  const filtered = measures.filter((measure) => category === null || measure.category === category);
  const found = matching(filtered, words);
  const telling = words.filter(({ forms }) => !forms.some(saysLittle));
  return found.length > 0 || telling.length === 0 ? found : matching(filtered, telling);
}

function matching(measures: readonly MeasureInForce[], words: readonly SearchWord[]): FoundMeasure[] {
  return measures.flatMap((measure) => {
    const foundBy = matchesOf(words.length === 0 ? [] : textsOf(measure), words);
    return foundBy === null ? [] : [{ ...measure, foundBy }];
  });
}

/** A word of a search. */
export interface SearchWord {
  /** As it was sent. */
  readonly sent: string;
  /** The forms that it may have in a text. */
  readonly forms: readonly string[];
}

function wordsOf(search: string): SearchWord[] {
  const sent = [...new Set(search.split(/\s+/u).filter((word) => folded(word) !== ''))];
  const words = sent.map((word) => ({ sent: word, forms: formsOf(bareWord(folded(word))) }));
  const named = words.filter(({ forms }) => forms.some((form) => form !== ''));
  return named.length > 0 ? named : sent.map((word) => ({ sent: word, forms: [folded(word)] }));
}

/**
 * The first text that has all words; or else for each word the first text that has it, each text once; null if there is
 * none for one of them.
 */
function matchesOf(texts: readonly SearchText[], words: readonly SearchWord[]): MeasureMatch[] | null {
  const hasAll = texts.find(({ has }) => words.every(({ forms }) => forms.some(has)));
  const found = new Map<SearchText, string[]>();
  for (const { sent, forms } of words) {
    const text = hasAll ?? texts.find(({ has }) => forms.some(has));
    if (text === undefined) return null;
    found.set(text, [...(found.get(text) ?? []), sent]);
  }
  return [...found].map(([{ kind, text, part }, its]) => ({ kind, text, part, words: its }));
}

/** A longer text is no code. */
const LONGEST_MEANT = 60;
/** A shorter word is in too many texts to say what was meant. */
const SHORTEST_MEANT = 3;

/**
 * The words of an unknown code or name, "heroin-weight", less those that say little; empty if there is none to look for.
 */
export function wordsOfUnknown(sent: string): readonly SearchWord[] {
  if (sent.length > LONGEST_MEANT) return [];
  const words = wordsOf(sent.replace(/[-_/]+/g, ' ')).filter(({ forms }) => !forms.some(saysLittle));
  return words.some(({ forms: [word = ''] }) => word.length < SHORTEST_MEANT) ? [] : words;
}

/**
 * The part of a measure that these words are probably meant for: "knives" is the part knife, "heroin weight" the part heroin
 * of the weight.
 *
 * @param texts the names and parts of the measure: see `namesOf`
 * @returns null for the measure as a whole; undefined if it does not have the words
 */
export function partOrMeasure(texts: readonly SearchText[], words: readonly SearchWord[]): string | null | undefined {
  if (words.length === 0) return undefined;
  const part = texts.find(({ kind, has }) => kind === 'PART' && words.every(({ forms }) => forms.some(has)));
  if (part !== undefined) return part.part;
  const found = matchesOf(texts, words);
  return found === null ? undefined : (found.find(({ kind }) => kind === 'PART')?.part ?? null);
}

/** The part of a measure that an unknown code of a part is probably meant for: "kids"; null if there is none. */
export function partMeant(measure: MeasureInForce, sent: string): string | null {
  return partOrMeasure(namesOf(measure), wordsOfUnknown(sent)) ?? null;
}

/** A text in which words are looked for. */
export interface SearchText extends Omit<MeasureMatch, 'words'> {
  /** Whether it has a word, which is folded. */
  readonly has: (word: string) => boolean;
}

/** The texts of a measure without its definition, which has too many words to say what was meant. */
export function namesOf(measure: MeasureInForce): SearchText[] {
  return textsOf(measure).filter(({ kind }) => kind !== 'DEFINITION');
}

function textsOf({ code, name, alsoKnownAs, definition, parts }: MeasureInForce): SearchText[] {
  return [
    { kind: 'NAME', text: name, part: null, has: containing(name) },
    ...alsoKnownAs.map((text) => ({ kind: 'OTHER_NAME', text, part: null, has: containing(text) }) as const),
    { kind: 'CODE', text: code, part: null, has: containing(code) },
    ...parts.map(
      (part) => ({ kind: 'PART', text: part.name, part: part.code, has: beginningWord(part.name) }) as const,
    ),
    { kind: 'DEFINITION', text: definition, part: null, has: beginningWord(definition) },
  ];
}

function containing(text: string): SearchText['has'] {
  const plain = folded(text);
  return (word) => plain.includes(word);
}

/** Inside a word of running text, letters say nothing: "ring" is not in "during". */
function beginningWord(text: string): SearchText['has'] {
  const plain = ` ${folded(text).replace(NO_LETTERS, ' ')}`;
  return (word) => {
    const bare = word.replace(AROUND_WORD, '').replaceAll('-', ' ');
    return bare !== '' && plain.includes(` ${bare}`);
  };
}

const NO_LETTERS = /[^\p{L}\p{N}]+/gu;
const AROUND_WORD = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;
