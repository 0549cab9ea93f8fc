import type { Decimal } from '../../common/decimal.js';

/** The units in which figures are stored and added. Different units are never added. */
export const MEASURE_UNITS = ['COUNT', 'GBP', 'GRAM', 'TABLET', 'WRAP', 'CANISTER', 'PLANT'] as const;
export type MeasureUnit = (typeof MEASURE_UNITS)[number];

/** The units in which a figure may be sent: those of the measures, and those that convert to one of them exactly. */
export const UNITS = [...MEASURE_UNITS, 'KILOGRAM'] as const;
export type Unit = (typeof UNITS)[number];

/** What a unit other than a measure's own is worth in the measure's unit. Exact factors only. */
const CONVERSIONS: Partial<Record<Unit, { readonly to: MeasureUnit; readonly factor: number }>> = {
  KILOGRAM: { to: 'GRAM', factor: 1000 },
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
  return conversion?.to === target ? value.times(conversion.factor) : null;
}

/** The units, besides its own, in which a figure of this unit may be sent. */
export function unitsConvertingTo(target: MeasureUnit): readonly Unit[] {
  return UNITS.filter((unit) => unit === target || CONVERSIONS[unit]?.to === target);
}

const POUNDS = new Intl.NumberFormat('en-GB', {
  style: 'currency',
  currency: 'GBP',
  trailingZeroDisplay: 'stripIfInteger',
});
const PLAIN = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 20 });

/** A value as people read it, in the measure's own unit: `£8,000`, `450 g`, `21`. Exact, never rounded. */
export function sayQuantity(value: Decimal, unit: Unit): string {
  const digits = value.toFixed() as Intl.StringNumericLiteral;
  if (unit === 'GBP') {
    return value.decimalPlaces() <= 2 ? POUNDS.format(digits) : `£${PLAIN.format(digits)}`;
  }
  const number = PLAIN.format(digits);
  switch (unit) {
    case 'GRAM':
      return `${number} g`;
    case 'KILOGRAM':
      return `${number} kg`;
    default:
      return number;
  }
}
