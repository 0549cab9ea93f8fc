import { INVISIBLE, SPACES } from './characters.js';
import { composed } from './composed.js';

/*
 * One form for each text that people read as the same. A text gets it where it enters, so that two spellings of one name
 * (an accent as a character of its own, a no-break space from a word processor) are one name.
 */

const SPACES_IN_A_ROW = new RegExp(`[\\t${SPACES}]+`, 'gu');

/** Space, or a line end. Other control characters stay at the ends of a text, and are refused. */
const SPACE_OR_LINE_END = /[\t\n\r\p{Z}]/u;

/** They are refused in names today; names from before may have them. */
const INVISIBLE_CHARACTERS = new RegExp(`[${INVISIBLE}]`, 'gu');

/** A text of several lines: in Unicode's composed form (NFC), without space at its ends. */
export function plainText(text: string): string {
  return trimmed(composed(text));
}

/** By hand, because a pattern for the end of a text would be tried from each space in it. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE_OR_LINE_END.test(text.charAt(start))) start += 1;
  while (start < end && SPACE_OR_LINE_END.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A text of one line: in Unicode's composed form (NFC), with one plain space for each run of spaces, none at its ends. */
export function plainName(name: string): string {
  return plainText(name).replace(SPACES_IN_A_ROW, ' ');
}

/** A name as it is seen: in its plain form, without invisible characters. */
export function visibleName(name: string): string {
  return plainName(name.replace(INVISIBLE_CHARACTERS, ''));
}

/** What the names of two measures may not have in common: how they are seen, whatever the letter case. */
export function nameKey(name: string): string {
  return visibleName(name).toLowerCase();
}
