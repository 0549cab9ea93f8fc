import { countNumberWords } from './number-words.js';
import { numbersIn } from './numbers.js';

/** The longest text that is checked: several press releases. */
export const MOST_CHARACTERS = 20_000;
/** The most numbers in it. */
export const MOST_NUMBERS = 500;
/** The most numbers in words, which take longest to work out. */
const MOST_IN_WORDS = 100;

/** Control characters, other than tabs and line ends; and halves of characters. */
const NO_TEXT = /[^\P{Cc}\t\n\v\f\r]|\p{Cs}/u;

/** Why a text is not checked; null: it is. */
export function textProblem(text: string): string | null {
  const characters = Array.from(text).length;
  if (text.trim() === '') return 'Give the text to check.';
  if (/\p{Bidi_Control}/u.test(text))
    return 'The text has characters that change the direction of writing. Remove them.';
  if (NO_TEXT.test(text)) return 'The text has characters that are no text. Remove them.';
  if (characters > MOST_CHARACTERS) return tooMany(characters, 'characters', MOST_CHARACTERS);
  const inWords = countNumberWords(text);
  if (inWords > MOST_IN_WORDS) return tooMany(inWords, 'numbers in words', MOST_IN_WORDS);
  const numbers = numbersIn(text).length;
  return numbers > MOST_NUMBERS ? tooMany(numbers, 'numbers', MOST_NUMBERS) : null;
}

function tooMany(found: number, what: string, most: number): string {
  const [has, limit] = [found, most].map((number) => number.toLocaleString('en-GB'));
  return `The text has ${has} ${what}. The limit is ${limit}. Send it in parts.`;
}
