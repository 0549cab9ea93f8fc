import { composed } from './composed.js';

/*
 * One form for each text that people read as the same. A text gets it where it enters, so that two spellings of one name
 * (an accent as a character of its own, a no-break space from a word processor) are one name.
 */

/** Space within a line. */
const SPACES = /[\t\p{Zs}]+/gu;

/** Space, or a line end. Other control characters stay at the ends of a text, and are refused. */
const SPACE = /[\t\n\r\p{Z}]/u;

/** What nobody sees. It is refused in names today; names from before may have it. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/** A text of several lines: in Unicode's composed form (NFC), without space at its ends. */
export function plainText(text: string): string {
  return trimmed(composed(text));
}

/** By hand, because a pattern for the end of a text would be tried from each space in it. */
function trimmed(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && SPACE.test(text.charAt(start))) start += 1;
  while (start < end && SPACE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** A text of one line: in Unicode's composed form (NFC), with one plain space for each run of spaces, none at its ends. */
export function plainName(name: string): string {
  return plainText(name).replace(SPACES, ' ');
}

/** A name as it is seen: in its plain form, without invisible characters. */
export function visibleName(name: string): string {
  return plainName(name.replace(INVISIBLE, ''));
}

/** What the names of two measures may not have in common: how they are seen, whatever the letter case. */
export function nameKey(name: string): string {
  return visibleName(name).toLowerCase();
}
