/** A character that can be seen. Left out: U+2800, a braille pattern without dots. */
const VISIBLE = /[^\p{White_Space}\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Whether a text says nothing: it is empty, or all of it is space or invisible. */
export function isBlank(text: string): boolean {
  return !VISIBLE.test(text);
}
