import { DASHES, INVISIBLE } from './characters.js';

const INVISIBLE_CHARACTERS = new RegExp(`[${INVISIBLE}]+`, 'gu');
const ACCENTS = /\p{M}+/gu;
const EVERY_DASH = new RegExp(`[${DASHES}]`, 'gu');

/**
 * A text as searches compare it: in lower case, without accents, with plain spaces and hyphens. It is the same for each
 * way in which Unicode can write the text.
 */
export function folded(text: string): string {
  const plain = text.normalize('NFKD').replace(ACCENTS, '').replace(INVISIBLE_CHARACTERS, '').replace(EVERY_DASH, '-');
  return plain.toLowerCase().replace(/\s+/gu, ' ').trim();
}
