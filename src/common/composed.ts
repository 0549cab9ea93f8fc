/**
 * So many combining marks in a row that no language writes them: the limit of Unicode's Stream-Safe Text Format (UAX 15).
 */
const MARKS_BEYOND_LANGUAGE = /\p{M}{31}/u;

/**
 * A text in Unicode's composed form (NFC). One with more than 30 marks in a row stays as it is, because the time for putting
 * marks into their order grows with the square of their number.
 */
export function composed(text: string): string {
  return MARKS_BEYOND_LANGUAGE.test(text) ? text : text.normalize('NFC');
}
