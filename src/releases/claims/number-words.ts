import nlp from 'compromise/three';
import { LRUCache } from 'lru-cache';
import { Decimal } from '../../common/decimal.js';

const SMALL =
  'zero|one|two|three|four|five|sixteen|sixty|six|seventeen|seventy|seven|eighteen|eighty|eight|nineteen|ninety|nine|ten|eleven|twelve|thirteen|thirty|fourteen|forty|fifteen|fifty|twenty';
const LARGE = 'hundred|thousand|million|billion';
const WORD = `(?:${SMALL}|${LARGE}|dozen)(?!\\p{L})`;

/** Words in a row, also with "and" after a hundred, a thousand or a million: "one hundred and twelve". */
const ROW = `${WORD}(?:(?:-|\\s+|(?<=${LARGE})\\s+and\\s+)${WORD}){0,10}`;

/** The form of numbers in words, for a regular expression with the flags i and u: "two dozen", "a hundred", "half a million". */
export const NUMBER_WORDS = `half\\sa\\s(?:dozen|million)(?!\\p{L})|(?:a\\s(?=(?:${LARGE}|dozen)(?!\\p{L})))?${ROW}`;

/** How many numbers in words a text has. */
export function countNumberWords(text: string): number {
  return Array.from(text.matchAll(ALL)).length;
}

const ALL = new RegExp(`(?<![\\p{L}\\p{N}_])(?:${NUMBER_WORDS})`, 'giu');

const DOZEN = 12;

/** Values that were worked out before, by their words: most texts have the same few. */
const known = new LRUCache<string, { readonly value: Decimal | null }>({ max: 2000 });

/** The value of a number in words; null if they are none, such as "two three". */
export function valueOfWords(words: string): Decimal | null {
  const key = words.toLowerCase().replace(/[\s-]+/g, ' ');
  const found = known.get(key) ?? { value: workOut(key) };
  known.set(key, found);
  return found.value;
}

function workOut(words: string): Decimal | null {
  const [, half, many = '', unit] = /^(half a )?(.*?) ?(dozen)?$/.exec(words) ?? [];
  const times = unit === undefined ? 1 : DOZEN;
  if (half !== undefined) return scaleOf(many)?.times(times).times('0.5') ?? null;
  const rest = many.replace(/^a(?= |$)/, 'one').trim();
  if (rest === '') return new Decimal(times);
  // "Hundred" alone is a piece of another number.
  return STARTS_LARGE.test(rest) ? null : (parse(rest)?.times(times) ?? null);
}

const STARTS_LARGE = new RegExp(`^(?:${LARGE})`);

/** "Dozen" and "million" of half a dozen and half a million. */
function scaleOf(many: string): Decimal | null {
  return many === '' ? new Decimal(1) : parse(`one ${many}`);
}

function parse(words: string): Decimal | null {
  const numbers = nlp(words).numbers();
  const found: unknown = numbers.get();
  if (!Array.isArray(found)) return null;
  const [number] = found as readonly unknown[];
  return found.length === 1 && typeof number === 'number' && Number.isFinite(number) ? new Decimal(number) : null;
}
