import type { Decimal } from '../../common/decimal.js';
import { numbersIn, type NumberInText } from './numbers.js';
import { qualified, type ClaimKind } from './qualifiers.js';

/** An amount: a number, or a range of two, with the words that qualify it. */
export interface Amount {
  readonly start: number;
  readonly end: number;
  readonly sign: NumberInText['sign'];
  /** Null: the amount has another sense, or none. */
  readonly kind: ClaimKind | null;
  /** Null: it is no number of things. */
  readonly value: Decimal | null;
  /** The lower end of a range; null: no range. */
  readonly from: Decimal | null;
}

/** Between the numbers of a range. */
const RANGE_LINK = /^ ?(?:-|–|to|and) ?$/u;

/** The amounts of a sentence, in order. */
export function amountsIn(text: string): Amount[] {
  const amounts: Amount[] = [];
  const numbers = numbersIn(text);
  for (let place = 0; place < numbers.length; place += 1) {
    const [number, next] = [numbers[place], numbers[place + 1]];
    if (number === undefined) continue;
    const range = next === undefined ? null : rangeOf(text, number, next);
    if (range !== null) {
      amounts.push(after(amounts.at(-1), range, number));
      place += 1;
      continue;
    }
    const { kind, start, end } = qualified(text, number);
    const amount = { start, end, sign: number.sign, kind, value: number.value, from: null };
    amounts.push(after(amounts.at(-1), amount, number));
  }
  return amounts;
}

/**
 * The amount, unless its qualifier is part of the amount before, as in "x1about 30". Then it begins at its number and has
 * no kind.
 */
function after(before: Amount | undefined, amount: Amount, { start }: NumberInText): Amount {
  return before === undefined || before.end <= amount.start ? amount : { ...amount, start, kind: null };
}

/** "Between 20 and 37", "20 to 37", "20-37". */
function rangeOf(text: string, first: NumberInText, last: NumberInText): Amount | null {
  const between = /between ?$/iu.exec(text.slice(Math.max(0, first.start - 10), first.start));
  const start = first.start - (between?.[0].length ?? 0);
  if (!isRangeLink(text.slice(first.end, last.start), between !== null) || last.value === null) return null;
  const from = lowerEnd(first, last);
  if (from === null || from.gte(last.value)) return null;
  const isFromTo = /(?:from|rose|fell|aged|ages) ?$/iu.test(text.slice(Math.max(0, start - 8), start));
  // "Up to 20-30": what a qualifier says of a range is in doubt.
  const { kind, ...whole } = qualified(text, { start, end: last.end });
  const isPlain = kind === 'EXACT' && !isFromTo && whole.start === start && whole.end === last.end;
  return { start, end: last.end, sign: last.sign ?? first.sign, kind: isPlain ? kind : null, value: last.value, from };
}

/** "Between" goes with "and", and nothing else does. */
function isRangeLink(link: string, hasBetween: boolean): boolean {
  return RANGE_LINK.test(link) && link.includes('and') === hasBetween;
}

/** The lower end in the unit of the upper one: "2-3kg" begins at two kilograms. Null: the units differ. */
function lowerEnd(first: NumberInText, last: NumberInText): Decimal | null {
  if (first.value === null || (first.sign !== null && last.sign !== null && first.sign !== last.sign)) return null;
  return first.sign === null ? first.value.times(last.factor) : first.value;
}
