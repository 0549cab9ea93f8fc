import fc from 'fast-check';
import { PRESS_SENTENCES } from './press-sentences.js';

/*
 * Texts that nobody wrote: press releases cut, doubled, mixed up and strewn with characters that readers of text
 * stumble over. There is nothing to expect of them but an answer in good time, with spans that lie in the text.
 */

/** The most bytes of a mutated text in UTF-8. */
export const MOST_BYTES = 100_000;

const TEXTS = PRESS_SENTENCES.map((sentence) => sentence.text);

/** Inserted as they are: zero-width characters, marks of direction, emoji, combining marks, spaces, quotes, other digits. */
export const ODD_PIECES: readonly string[] = [
  '\u200b',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u200e',
  '\u200f',
  '\u202e',
  '\u202c',
  '\u2066',
  '\u2069',
  '\u{1f693}',
  '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}',
  '\u{1f1ec}\u{1f1e7}',
  '\u0301',
  '\u0336',
  '\u20e3',
  '\u201c',
  '\u201d',
  '\u2018',
  '\u2019',
  '\u00a0',
  '\u202f',
  '\u2009',
  '\u3000',
  '\u2028',
  '\r\n',
  '\0',
  '\ud83d',
  '\ude93',
  '\uff11\uff12',
  '\uff05',
  '\uffe1',
  '\u0661\u0662\u0663',
  '\u06f4',
  '\u0967',
  '\u{1d7d9}',
  '\u00bd',
  '\u00b2',
  '\u2460',
  '\u2167',
  '\u2013',
  '\u2212',
  '\u2215',
  '-',
  '.',
  ',',
  '%',
  '£',
  '1e9',
  '0x1f',
  '-7',
  '+7',
  '1,2,3',
  '1.2.3',
  '00012',
  ' and ',
  ' including ',
  ' of which ',
  ' between ',
  ' to ',
  'more than ',
  'up to ',
  'about ',
  'so far ',
  'Dorset and ',
  '__proto__',
  '$&',
];

/** Repeated many times. */
const RUNS: readonly string[] = [
  '0',
  '7',
  '12,',
  '1.',
  'one hundred and ',
  'one ',
  'twenty-',
  'million ',
  'dozen ',
  '£',
  '£1 ',
  ' ',
  '\n',
  '\u00a0',
  '\u0301',
  '\u200b',
  '“',
  '(',
  '-',
  '–',
  'more than ',
  'at least about ',
  'between 1 and ',
  '1 to ',
  '26 arrests, ',
  'Dorset, ',
  'Avon and ',
  'including ',
  'kg ',
  '26 of ',
  'a',
];

/** A place in a text, as a part of its length in thousandths, so that it is one whatever came of the text before. */
const place = fc.nat(1_000);
const at = (text: string, thousandths: number): number => Math.round((text.length * thousandths) / 1_000);

type Mutation = (text: string) => string;

/** Cuts anywhere, within a surrogate pair too. */
const cut = fc.tuple(place, place).map(
  ([from, to]): Mutation =>
    (text) =>
      text.slice(at(text, from), at(text, to)),
);

const doubled = place.map(
  (from): Mutation =>
    (text) =>
      text.slice(0, at(text, from)) + text + text.slice(at(text, from)),
);

/** Swaps the two pieces before and after the middle one of three places. */
const swapped = fc.tuple(place, place, place).map((places): Mutation => (text) => {
  const [a = 0, b = 0, c = 0] = places.map((one) => at(text, one)).sort((x, y) => x - y);
  return text.slice(0, a) + text.slice(b, c) + text.slice(a, b) + text.slice(c);
});

const insertion = (piece: fc.Arbitrary<string>): fc.Arbitrary<Mutation> =>
  fc.tuple(place, piece).map(([where, inserted]): Mutation => (text) => {
    const index = at(text, where);
    return text.slice(0, index) + inserted + text.slice(index);
  });

const inserted = insertion(fc.constantFrom(...ODD_PIECES));
const anyUnicode = insertion(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }));
const mixedIn = insertion(fc.constantFrom(...TEXTS));
const runOf = (most: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...RUNS), fc.integer({ min: 2, max: most }))
    .map(([piece, length]) => piece.repeat(Math.ceil(length / piece.length)));

/** Each digit in another script, or each of certain letters in its look-alike. */
const rewritten = fc.constantFrom<Mutation>(
  (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number.parseInt(digit, 10))),
  (text) => text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0x0660 + Number.parseInt(digit, 10))),
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.replaceAll(' ', '\n'),
  (text) => text.replaceAll(' ', ''),
  (text) => text.replaceAll(',', ''),
  (text) => Array.from(text).reverse().join(''),
  (text) => Array.from(text).join('\u200b'),
);

const mutation = fc.oneof(
  { weight: 3, arbitrary: cut },
  { weight: 1, arbitrary: doubled },
  { weight: 3, arbitrary: swapped },
  { weight: 6, arbitrary: inserted },
  { weight: 2, arbitrary: anyUnicode },
  { weight: 2, arbitrary: mixedIn },
  { weight: 2, arbitrary: insertion(runOf(200)) },
  { weight: 1, arbitrary: rewritten },
);

/** One text of the corpus, mutated one to eight times: mostly some hundred characters. */
export const aMutatedText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom(...TEXTS), fc.array(mutation, { minLength: 1, maxLength: 8 }))
  .map(([text, mutations]) => cutToBytes(mutations.reduce((mutated, mutate) => mutate(mutated), text)));

/** A text with a run of one piece, up to MOST_BYTES: what takes too long on it takes more than linear time. */
export const aLongText: fc.Arbitrary<string> = fc
  .tuple(aMutatedText, insertion(runOf(MOST_BYTES)), fc.array(mutation, { maxLength: 2 }))
  .map(([text, insertRun, mutations]) =>
    cutToBytes(mutations.reduce((mutated, mutate) => mutate(mutated), insertRun(text))),
  );

/** One piece repeated to just MOST_BYTES, and nothing else, each in turn. */
export const LONGEST_RUNS: readonly string[] = RUNS.map((piece) => cutToBytes(piece.repeat(MOST_BYTES)));

/** Cuts a text to its first MOST_BYTES bytes in UTF-8; a lone surrogate takes three, as it does when it is sent. */
function cutToBytes(text: string): string {
  if (text.length * 3 <= MOST_BYTES || Buffer.byteLength(text) <= MOST_BYTES) return text;
  let [fits, tooLong] = [0, Math.min(text.length, MOST_BYTES + 1)];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (Buffer.byteLength(text.slice(0, middle)) <= MOST_BYTES) fits = middle;
    else tooLong = middle;
  }
  return text.slice(0, fits);
}
