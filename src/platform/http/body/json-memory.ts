/** `{`, `[`, `,` and `:`: every value of a JSON text except the first follows one of these. */
const MARKS = new Set(Buffer.from('{[,:'));
const IS_MARK = Uint8Array.from({ length: 256 }, (_, byte) => Number(MARKS.has(byte)));

/**
 * Bytes of memory for each byte of the body: the buffer, with room for as much again, and the text, two bytes a letter.
 */
const COPIES = 4;

/** The most memory of a parsed value, as measured with objects of two names that no other object has. */
const BYTES_A_VALUE = 96;

/**
 * The most values (objects, lists, names and items) that a JSON text can have, counted without parsing. Characters
 * inside strings are counted too.
 */
export function countValues(text: Uint8Array): number {
  let count = 0;
  for (const byte of text) count += IS_MARK[byte] ?? 0;
  return count;
}

/** The memory that a JSON body needs until it is answered, in bytes: raw and parsed. */
export function memoryOf({ bytes, values }: { readonly bytes: number; readonly values: number }): number {
  return bytes * COPIES + values * BYTES_A_VALUE;
}
