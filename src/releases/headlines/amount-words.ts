import { Decimal, toPlain } from '../../common/decimal.js';
import { formatQuantity, type MeasureUnit } from '../../dictionary/index.js';
import { isShortInMillions, ONE_KILOGRAM_IN_GRAMS, type AmountClaim } from './amount.js';

/** Where the words are for: a sentence ("seven", "£1.1 million") or a card ("7", "£1.1m"). */
export type WordStyle = 'SENTENCE' | 'CARD';

const WORDS: Readonly<Record<Exclude<AmountClaim['kind'], 'BETWEEN'>, string>> = {
  EXACT: '',
  AT_LEAST: 'at least ',
  MORE_THAN: 'more than ',
  UP_TO: 'up to ',
  ABOUT: 'about ',
  ALMOST: 'almost ',
};

const ONE_TO_NINE = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** An amount in words: "112", "at least seven", "between £500 and £620.50". Its numbers are exact, never rounded. */
export function amountInWords(claim: AmountClaim, unit: MeasureUnit, style: WordStyle): string {
  const number = (value: Decimal): string => numberInWords(value, unit, style);
  return claim.kind === 'BETWEEN'
    ? `between ${number(claim.from)} and ${number(claim.value)}`
    : `${WORDS[claim.kind]}${number(claim.value)}`;
}

/** A number of things in a sentence: one to nine in words, any other in digits with commas. */
export function countInWords(count: Decimal): string {
  return ONE_TO_NINE.find((_, index) => count.equals(index + 1)) ?? formatQuantity(count, 'COUNT');
}

function numberInWords(value: Decimal, unit: MeasureUnit, style: WordStyle): string {
  switch (unit) {
    case 'GBP':
      return poundsInWords(value, style);
    case 'GRAM':
      return value.lt(ONE_KILOGRAM_IN_GRAMS)
        ? `${formatQuantity(value, 'COUNT')}g`
        : `${formatQuantity(shift(value, -3), 'COUNT')}kg`;
    default:
      return style === 'SENTENCE' ? countInWords(value) : formatQuantity(value, 'COUNT');
  }
}

/** "£47,863", "£20,738.50"; from a million, if that is short, "£1.1 million" or "£1.1m". */
function poundsInWords(value: Decimal, style: WordStyle): string {
  if (!isShortInMillions(value)) return formatQuantity(value, 'GBP');
  return `£${formatQuantity(shift(value, -6), 'COUNT')}${style === 'SENTENCE' ? ' million' : 'm'}`;
}

/** The value with its decimal point moved, exactly. */
function shift(value: Decimal, places: number): Decimal {
  return new Decimal(`${toPlain(value)}e${places}`);
}
