import { Decimal, toPlain } from '../../common/decimal.js';

/** The units in which figures are stored and added. Different units are never added. */
export const MEASURE_UNITS = ['COUNT', 'GBP', 'GRAM', 'TABLET', 'WRAP', 'CANISTER', 'PLANT'] as const;
export type MeasureUnit = (typeof MEASURE_UNITS)[number];

/** The units of input: those of the measures, and those that convert to one of them exactly. */
export const UNITS = [...MEASURE_UNITS, 'KILOGRAM'] as const;
export type Unit = (typeof UNITS)[number];

/** Conversions to the unit of a measure, as powers of ten, so that nothing is ever rounded. */
const CONVERSIONS: Partial<Record<Unit, { readonly to: MeasureUnit; readonly exponent: number }>> = {
  KILOGRAM: { to: 'GRAM', exponent: 3 },
};

/** The most decimals of a value in each unit: none for whole things, two for money (pence), three for weights. */
export const DECIMAL_PLACES: Readonly<Record<MeasureUnit, number>> = {
  COUNT: 0,
  GBP: 2,
  GRAM: 3,
  TABLET: 0,
  WRAP: 0,
  CANISTER: 0,
  PLANT: 0,
};

/** The most digits before the decimal point, in the measure's own unit. */
export const MAX_INTEGER_DIGITS = 12;

/**
 * Converts a value to the measure's own unit, exactly.
 *
 * @param value the value as sent, in `unit`
 * @param unit the unit in which it was sent; null: the measure's own
 * @returns the exact value in `target`, or null if `unit` does not convert to it
 */
export function convert(value: Decimal, unit: Unit | null, target: MeasureUnit): Decimal | null {
  if (unit === null || unit === target) {
    return value;
  }
  const conversion = CONVERSIONS[unit];
  return conversion?.to === target ? new Decimal(`${toPlain(value)}e${conversion.exponent}`) : null;
}

/** The units of input for a measure with this unit: its own, and those that convert to it. */
export function unitsConvertingTo(target: MeasureUnit): readonly Unit[] {
  return UNITS.filter((unit) => unit === target || CONVERSIONS[unit]?.to === target);
}

/** Intl writes at most this many digits after the point; longer numbers are written in powers of ten. */
const MOST_DIGITS = 20;
const PLAIN = new Intl.NumberFormat('en-GB', { maximumFractionDigits: MOST_DIGITS });
const PENCE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });

/** A number in words of Intl: exact, never rounded, whatever its size. */
function formatNumber(value: Decimal, format: Intl.NumberFormat): string {
  const isLong = Math.abs(value.e) > MOST_DIGITS || value.decimalPlaces() > MOST_DIGITS;
  return isLong ? value.toExponential() : format.format(toPlain(value) as Intl.StringNumericLiteral);
}

/** A value as people read it, with its unit: `£8,000`, `£12.50`, `450 g`, `21`. Exact, never rounded. */
export function formatQuantity(value: Decimal, unit: Unit): string {
  const places = value.decimalPlaces();
  const number = formatNumber(value.abs(), unit === 'GBP' && places > 0 && places <= 2 ? PENCE : PLAIN);
  const sign = value.isNegative() && !value.isZero() ? '-' : '';
  switch (unit) {
    case 'GBP':
      return `${sign}£${number}`;
    case 'GRAM':
      return `${sign}${number} g`;
    case 'KILOGRAM':
      return `${sign}${number} kg`;
    default:
      return `${sign}${number}`;
  }
}
