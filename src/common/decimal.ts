import { Decimal as DecimalJs } from 'decimal.js';

/**
 * Exact decimals: 60 significant digits, far more than any sum of figures (12 digits before the point and 3 after it)
 * needs, so that only a division ever rounds. A clone of its own: settings made elsewhere do not reach it.
 */
export const Decimal = DecimalJs.clone({ defaults: true, precision: 60 });
export type Decimal = DecimalJs;

/** The decimal in plain digits (`0.0000001`, never `1e-7`), as PostgreSQL's `numeric` and people read it. */
export function toPlain(value: Decimal): string {
  return value.toFixed();
}
