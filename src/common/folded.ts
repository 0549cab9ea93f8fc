/** What separates no words although it is no letter: soft hyphens, zero-width characters, marks of direction. */
const INVISIBLE = /\p{Cf}+/gu;
const ACCENTS = /\p{M}+/gu;
/** Every dash of Unicode, and the minus sign. */
const DASHES = /[\p{Pd}\u2212]/gu;

/**
 * A text as searches compare it: in lower case, without accents, with plain spaces and hyphens. It is the same for each
 * way in which Unicode can write the text.
 */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(ACCENTS, '').replace(INVISIBLE, '').replace(DASHES, '-');
  return plain.toLowerCase().replace(/\s+/gu, ' ').trim();
}
