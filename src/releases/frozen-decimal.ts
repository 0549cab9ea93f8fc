import { Decimal, toPlain } from '../common/decimal.js';
import type { FrozenDecimal } from './domain/index.js';

/** A JSON number if it reads back as exactly the same decimal, else its digits. */
export function frozenDecimal(value: Decimal): FrozenDecimal {
  const plain = toPlain(value);
  const number = Number(plain);
  return new Decimal(number).equals(value) ? number : plain;
}
