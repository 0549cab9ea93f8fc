/*
 * How the corpus of press releases is written: each number stands in its text together with what a reader is expected
 * to make of it, so that its place is never in doubt.
 */

export type ClaimQualifier = 'EXACT' | 'AT_LEAST' | 'AT_MOST' | 'ALMOST' | 'APPROXIMATE';

/** What a figure says, apart from where it stands. Values and bounds are plain decimals in the measure's own unit. */
export interface Claimed {
  /**
   * The qualifier, the number and its unit of money or weight, as they stand in the text. Words after the noun ("so
   * far", "to date") qualify the figure, but are not in the amount.
   */
  readonly amount: string;
  /** The code of a measure. */
  readonly measure: string;
  /** The code of a part; null: the whole measure. */
  readonly breakdown: string | null;
  /** The codes of the forces whose figures together are meant; empty: the region. */
  readonly forces: readonly string[];
  /** null: a range. */
  readonly qualifier: ClaimQualifier | null;
  /** null: a range. */
  readonly value: string | null;
  readonly lower: string;
  /** null: no upper bound. */
  readonly upper: string | null;
  /**
   * true: the meaning is clear, but only from words that are further away (the sentence before, "respectively", the
   * head of a list), so that a reader who lists the number as not read is right too. Any other reading is wrong.
   */
  readonly mayBeNotRead: boolean;
}

export interface Figure extends Claimed {
  /** Where the amount starts in the text, in UTF-16 code units. */
  readonly start: number;
}

/** A piece of a text that is no figure. */
export interface Place {
  readonly words: string;
  /** Where it starts in the text, in UTF-16 code units. */
  readonly start: number;
}

/** A sentence or a short passage, with every number in it in exactly one of the three lists, each in the order of the text. */
export interface PressSentence {
  readonly text: string;
  readonly read: readonly Figure[];
  /** Numbers that must be listed as not read. An answer may give them with a word more or less on either side. */
  readonly notRead: readonly string[];
  /** Number words and digits that count nothing ("one of the largest", "M5"): never a figure, listed or not. */
  readonly ignorable: readonly string[];
  /** Where the pieces of `notRead` and of `ignorable` stand. */
  readonly places: { readonly notRead: readonly Place[]; readonly ignorable: readonly Place[] };
}

interface Unread {
  readonly words: string;
  readonly list: 'notRead' | 'ignorable';
}

type Piece = string | Claimed | Unread;

/**
 * Makes a sentence from a template. A line break in the template, with the spaces after it, is one space, so that long
 * texts can be wrapped. A string that is inserted is text as it is: LINE for a line break.
 */
export function press(parts: TemplateStringsArray, ...pieces: readonly Piece[]): PressSentence {
  const read: Figure[] = [];
  const places = { notRead: [] as Place[], ignorable: [] as Place[] };
  let text = '';
  for (const [index, part] of parts.entries()) {
    text += part.replace(/\n */g, ' ');
    const piece = pieces[index] ?? '';
    const start = text.length;
    if (typeof piece === 'string') {
      text += piece;
    } else if ('amount' in piece) {
      read.push({ ...piece, start });
      text += piece.amount;
    } else {
      places[piece.list].push({ words: piece.words, start });
      text += piece.words;
    }
  }
  const words = (of: readonly Place[]): string[] => of.map((place) => place.words);
  return { text, read, notRead: words(places.notRead), ignorable: words(places.ignorable), places };
}

/** A line break in the text. */
export const LINE = '\n';

/** A number that must be listed as not read. */
export const unread = (words: string): Unread => ({ words, list: 'notRead' });

/** Digits or a number word that may be listed as not read or left out. */
export const ignored = (words: string): Unread => ({ words, list: 'ignorable' });

/** The same figure, which a reader may list as not read instead. */
export const orNotRead = (figure: Claimed): Claimed => ({ ...figure, mayBeNotRead: true });

/** The lower and the upper bound. */
type Pair = readonly [lower: string, upper: string];

/** "26": the measure is a code, or the codes of a measure and its part ("weapons-seized/knife"). No force: the region. */
export const exact = (amount: string, value: string, measure: string, ...forces: string[]): Claimed =>
  claimed(amount, { qualifier: 'EXACT', value, lower: value, upper: value }, measure, forces);

/** "at least 40", "40 or more"; and "more than 110", whose lower bound is the next possible value. */
export const atLeast = (amount: string, value: string, lower: string, measure: string, ...forces: string[]): Claimed =>
  claimed(amount, { qualifier: 'AT_LEAST', value, lower, upper: null }, measure, forces);

/** "up to 40"; and "fewer than 40", whose upper bound is the value before. */
export const atMost = (amount: string, value: string, upper: string, measure: string, ...forces: string[]): Claimed =>
  claimed(amount, { qualifier: 'AT_MOST', value, lower: '0', upper }, measure, forces);

/** "almost 300", "nearly 90". */
export const almost = (
  amount: string,
  value: string,
  [lower, upper]: Pair,
  measure: string,
  ...forces: string[]
): Claimed => claimed(amount, { qualifier: 'ALMOST', value, lower, upper }, measure, forces);

/** "about 350", "some 480", "c. 50", "~70". */
export const about = (
  amount: string,
  value: string,
  [lower, upper]: Pair,
  measure: string,
  ...forces: string[]
): Claimed => claimed(amount, { qualifier: 'APPROXIMATE', value, lower, upper }, measure, forces);

/** "between 20 and 37", "20 to 37". */
export const range = (amount: string, [lower, upper]: Pair, measure: string, ...forces: string[]): Claimed =>
  claimed(amount, { qualifier: null, value: null, lower, upper }, measure, forces);

function claimed(
  amount: string,
  says: Pick<Claimed, 'qualifier' | 'value' | 'lower' | 'upper'>,
  measure: string,
  forces: readonly string[],
): Claimed {
  const [whole = '', part = null] = measure.split('/');
  return { amount, measure: whole, breakdown: part, forces, ...says, mayBeNotRead: false };
}
