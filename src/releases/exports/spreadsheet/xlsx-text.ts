/** What a reader of the file would take for the code of a character: "_x0041_" for "A". */
const LOOKS_LIKE_CODE = /_(?=x[\da-f]{4}_)/gi;

/** A text as an Excel file has it: what looks like the code of a character is not one. */
export function excelText(text: string): string {
  return text.replace(LOOKS_LIKE_CODE, '_x005F_');
}

/** A character that no text needs. */
const MARK = '\ue000';

/**
 * A text as the library that writes the file can have it. It would lose the names of JavaScript's own properties, such
 * as "constructor", so these are marked until it has written them.
 */
export function markedText(text: string): string {
  return text in Object.prototype || text.startsWith(MARK) ? `${MARK}${text}` : text;
}

/** The file of all texts that the library wrote, without the marks. */
export function withoutMarks(sharedStrings: string): string {
  return sharedStrings.replaceAll(`<t>${MARK}`, '<t>');
}
