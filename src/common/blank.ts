import { INVISIBLE } from './characters.js';

/**
 * A character that can be seen: a letter, number, mark of punctuation or symbol. Left out are those that are empty: U+2800
 * (a braille pattern without dots), U+FFFC (the place of an object that was not copied) and U+1D159 (a note without head).
 */
const VISIBLE = new RegExp(String.raw`(?![${INVISIBLE}\u2800\uFFFC\u{1D159}])[\p{L}\p{N}\p{P}\p{S}]`, 'u');

/** Whether a text says nothing: it is empty, or all of it is space or invisible. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}
