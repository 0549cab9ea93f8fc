import { INVISIBLE } from '../../common/characters.js';
import { plainCharacters } from '../../common/plain-characters.js';

/** A text in which a reader finds words: plain characters, one space between words, and line ends only between lines. */
export interface ReadableText {
  readonly text: string;
  /** The place in the original of a place in it, in UTF-16 code units. */
  readonly placeOf: (place: number) => number;
}

/** Soft hyphens, joiners and the like, unless they are within a word. */
const INVISIBLE_OUTSIDE_WORDS = new RegExp(String.raw`(?<!\p{L})[${INVISIBLE}]+|[${INVISIBLE}]+(?!\p{L})`, 'gu');
const spaces = (found: string): string => ' '.repeat(found.length);

/** What begins a line of its own: nothing, a bullet, a label, or a label with its number. */
const OWN_LINE = /^(?:\s*$|\s*[•*–-]|[^:]{1,60}:\s|[^\d|=–—-]{1,60}(?:\t| ?[|=] ?| [–—-] )\s*[£\d])/u;
/** A shorter line was not broken because it was full: it is a heading, an item of a list or a cell of a table. */
const LEAST_FULL_LINE = 40;

/** The text in which figures are looked for. */
export function readableText(original: string): ReadableText {
  const lines = plainCharacters(original)
    .replace(/\r\n/gu, ' \n')
    .replace(/[\r\v\f\u2028\u2029]/gu, '\n')
    .replace(INVISIBLE_OUTSIDE_WORDS, spaces)
    .split('\n');
  const joined = lines.map((line, place) => {
    const next = lines[place + 1];
    if (next === undefined) return line;
    const goesOn = line.trim().length >= LEAST_FULL_LINE || /^\s*\p{Ll}/u.test(next);
    return `${line}${goesOn && !OWN_LINE.test(next.slice(0, 100)) ? ' ' : '\n'}`;
  });
  return collapsed(joined.join(''));
}

/** The text with one space, or one line end, for several. */
function collapsed(text: string): ReadableText {
  const pieces: string[] = [];
  // Where the pieces begin: in the new text, and in the old one.
  const starts: [number, number][] = [];
  let length = 0;
  for (const { 0: piece, index } of text.matchAll(/\s+|[^\s]+/gu)) {
    const isSpace = /^\s/u.test(piece);
    const kept = isSpace ? (/\n\s*\n/u.test(piece) ? '\n\n' : piece.includes('\n') ? '\n' : ' ') : piece;
    starts.push([length, index]);
    pieces.push(kept);
    length += kept.length;
  }
  return { text: pieces.join(''), placeOf: (place) => placeIn(starts, place) };
}

/** The old place: by halving, because there may be thousands of pieces. */
function placeIn(starts: readonly (readonly [number, number])[], place: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.[0] ?? 0) <= place) low = middle;
    else high = middle;
  }
  const [from, original] = starts[low] ?? [0, 0];
  return original + place - from;
}
