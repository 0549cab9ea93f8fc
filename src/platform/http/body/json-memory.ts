/** `{`, `[`, `,` and `:`: each but the first value of a text in JSON comes after one of them. */
const MARKS = new Set(Buffer.from('{[,:'));
const IS_MARK = Uint8Array.from({ length: 256 }, (_, byte) => Number(MARKS.has(byte)));

/** What is there of each byte at the same time: the body, with room for as much again, and its text, two bytes a letter. */
const COPIES = 4;

/** The most that a value takes once it is parsed, as measured: an object with two names that no other has. */
const BYTES_A_VALUE = 96;

/**
 * How many values a text in JSON can have at most, objects, lists, names and items, counted without parsing it. What
 * stands inside of strings is counted too.
 */
export function countValues(text: Uint8Array): number {
  let count = 0;
  for (const byte of text) count += IS_MARK[byte] ?? 0;
  return count;
}

/** The memory that a text in JSON takes until it is answered, in bytes: as it comes, and parsed. */
export function memoryOf({ bytes, values }: { readonly bytes: number; readonly values: number }): number {
  return bytes * COPIES + values * BYTES_A_VALUE;
}
