import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals of 60 significant digits. That is far more than any sum of figures needs (12 digits before the point
 * and 3 after it), so only a division ever rounds. This is a clone, so settings made elsewhere do not affect it.
 */
export const Decimal = DecimalJs.clone({ defaults: true, precision: 60 });
export type Decimal = DecimalJs;

/** The decimal in plain digits (`0.0000001`, never `1e-7`), as PostgreSQL's `numeric` and people read it. */
export function toPlain(value: Decimal): string {
  return value.toFixed();
}
