import { SPACES } from './characters.js';

/** Full-width letters, digits and punctuation, and the full-width pound sign. */
const FULL_WIDTH = /[\uFF01-\uFF5E\uFFE1]/g;

/**
 * What word processors, mail programs and PDFs write for plain characters. Each has one UTF-16 code unit, as its plain
 * form has.
 */
const PLAIN_FORMS: readonly (readonly [RegExp, string])[] = [
  // U+2800: a braille pattern without dots.
  [new RegExp(`[${SPACES}\\u2800]`, 'gu'), ' '],
  // Hyphens, also one that does not break and one that is a bullet, and the minus sign.
  [/[\u2010\u2011\u2043\u2212\uFE63]/g, '-'],
  // Dashes as long as a digit or an "n".
  [/[\u2012\uFE32]/g, '–'],
  // Longer ones.
  [/[\u2015\u2E3A\u2E3B\uFE31\uFE58]/g, '—'],
  [/[\u2018\u2019\u201B\u02BC]/g, "'"],
];

/**
 * The text with plain characters, so that patterns find what a reader sees: a space for every space of Unicode, a hyphen
 * for hyphens and the minus sign, an en or em dash for other dashes, a straight apostrophe for curly ones, and ASCII for
 * full-width characters. Each character stays at its place. Takes time linear in the length of the text.
 */
export function plainCharacters(text: string): string {
  const narrow = text.replace(FULL_WIDTH, (found) => found.normalize('NFKC'));
  return PLAIN_FORMS.reduce((plain, [form, character]) => plain.replace(form, character), narrow);
}
