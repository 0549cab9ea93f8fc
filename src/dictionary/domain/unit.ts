import { Decimal, toPlain } from '../../common/decimal.js';

/** The units in which figures are stored and added. Different units are never added. */
export const MEASURE_UNITS = ['COUNT', 'GBP', 'GRAM', 'TABLET', 'WRAP', 'CANISTER', 'PLANT'] as const;
export type MeasureUnit = (typeof MEASURE_UNITS)[number];

/** The units in which a figure may be sent: those of the measures, and those that convert to one of them exactly. */
export const UNITS = [...MEASURE_UNITS, 'KILOGRAM'] as const;
export type Unit = (typeof UNITS)[number];

/** What a unit other than a measure's own is worth in the measure's unit: a power of ten, so that nothing is ever rounded. */
const CONVERSIONS: Partial<Record<Unit, { readonly to: MeasureUnit; readonly exponent: number }>> = {
  KILOGRAM: { to: 'GRAM', exponent: 3 },
};

/** How many decimals a value of this unit can have: whole things none, money two (pence), weights three. */
export const DECIMAL_PLACES: Readonly<Record<MeasureUnit, number>> = {
  COUNT: 0,
  GBP: 2,
  GRAM: 3,
  TABLET: 0,
  WRAP: 0,
  CANISTER: 0,
  PLANT: 0,
};

/** The most digits before the point that a value may have, in the measure's own unit (design: exact decimals that survive a double). */
export const MAX_INTEGER_DIGITS = 12;

/**
 * A value in the measure's own unit.
 *
 * @param value what was sent, in `unit`
 * @param unit the unit it was sent in; null: the measure's own
 * @returns the exact value in `target`, or null when `unit` does not convert to it
 */
export function convert(value: Decimal, unit: Unit | null, target: MeasureUnit): Decimal | null {
  if (unit === null || unit === target) {
    return value;
  }
  const conversion = CONVERSIONS[unit];
  return conversion?.to === target ? new Decimal(`${toPlain(value)}e${conversion.exponent}`) : null;
}

/** The units in which a figure of a measure in this unit may be sent: its own, and those that convert to it. */
export function unitsConvertingTo(target: MeasureUnit): readonly Unit[] {
  return UNITS.filter((unit) => unit === target || CONVERSIONS[unit]?.to === target);
}

/** Intl writes so many decimals and no more; what has more is written in powers of ten. */
const MOST_DIGITS = 20;
const PLAIN = new Intl.NumberFormat('en-GB', { maximumFractionDigits: MOST_DIGITS });
const PENCE = new Intl.NumberFormat('en-GB', { minimumFractionDigits: 2 });

/** Exact, never rounded, whatever its size. */
function sayNumber(value: Decimal, format: Intl.NumberFormat): string {
  const isLong = Math.abs(value.e) > MOST_DIGITS || value.decimalPlaces() > MOST_DIGITS;
  return isLong ? value.toExponential() : format.format(toPlain(value) as Intl.StringNumericLiteral);
}

/** A value as people read it, in the unit it is in: `£8,000`, `£12.50`, `450 g`, `21`. Exact, never rounded. */
export function sayQuantity(value: Decimal, unit: Unit): string {
  const places = value.decimalPlaces();
  const number = sayNumber(value.abs(), unit === 'GBP' && places > 0 && places <= 2 ? PENCE : PLAIN);
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
