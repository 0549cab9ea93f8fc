import { Decimal } from '../../common/decimal.js';
import { escaped } from './lexicon.js';
import { NUMBER_WORDS, valueOfWords } from './number-words.js';

/** Tells whether a sentence names another phase. */
export type NamesOtherPhase = (sentence: string) => boolean;

/**
 * For the phase of this name: "Operation Scorpion 4" and "phase four" name another one than "Scorpion 9". A phase whose
 * name has no number is never told apart, and neither is any if the name is null.
 */
export function otherPhaseThan(name: string | null): NamesOtherPhase {
  const { word, number } = /(?<word>\p{L}+) (?<number>\d+)$/u.exec(name ?? '')?.groups ?? {};
  if (word === undefined || number === undefined) return () => false;
  const named = new RegExp(
    `(?<!\\p{L})(?:${escaped(word)}|phase)\\s(?:(?<digits>\\d+)|(?<words>${NUMBER_WORDS}))(?!\\p{L})`,
    'giu',
  );
  const isOther = ({ digits, words = '' }: Readonly<Record<string, string | undefined>> = {}): boolean =>
    !(digits === undefined ? valueOfWords(words) : new Decimal(digits))?.eq(number);
  return (sentence) => [...sentence.matchAll(named)].some(({ groups }) => isOther(groups));
}
