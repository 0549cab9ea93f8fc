import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../../common/decimal.js';
import type { Bounds } from '../../returns/index.js';
import { barsOn } from './bar.js';

const bounds = (lower: number, upper: number | null): Bounds => ({
  lower: new Decimal(lower),
  upper: upper === null ? null : new Decimal(upper),
});

describe('a bar', () => {
  const draw = barsOn([bounds(100, null), bounds(50, 50), bounds(0, 200)]);

  it('is solid up to the lower bound, in proportion to the longest in its row', () => {
    expect(draw(bounds(50, 50))).toEqual({ sure: Math.round(1090 / 4), maybe: 0, open: false });
  });

  it('continues, hatched, to the upper bound', () => {
    expect(draw(bounds(0, 200))).toEqual({ sure: 0, maybe: 1090, open: false });
    expect(draw(bounds(100, 200))).toEqual({ sure: 545, maybe: 545, open: false });
  });

  it('ends in an arrow if there is no upper bound', () => {
    expect(draw(bounds(100, null))).toEqual({ sure: 545, maybe: 0, open: true });
    expect(draw(bounds(0, null))).toEqual({ sure: 0, maybe: 0, open: true });
  });

  it('is visible for a small value beside a large one, and invisible for 0', () => {
    const beside = barsOn([bounds(1_000_000, 1_000_000), bounds(1, 1)]);
    expect(beside(bounds(1, 1)).sure).toBeGreaterThan(0);
    expect(beside(bounds(0, 0))).toEqual({ sure: 0, maybe: 0, open: false });
  });

  it('can be drawn if every figure of the row is 0 or has no number', () => {
    expect(barsOn([bounds(0, 0)])(bounds(0, 0))).toEqual({ sure: 0, maybe: 0, open: false });
    expect(barsOn([])(bounds(0, null))).toEqual({ sure: 0, maybe: 0, open: true });
  });

  it('stays within the drawing and never has a negative width', () => {
    const amount = fc.nat({ max: 999_999_999_999 });
    const some = fc
      .tuple(amount, amount, fc.boolean())
      .map(([lower, more, open]) => bounds(lower, open ? null : lower + more));
    fc.assert(
      fc.property(fc.array(some, { minLength: 1 }), (row) => {
        for (const { sure, maybe } of row.map(barsOn(row))) {
          expect(sure).toBeGreaterThanOrEqual(0);
          expect(maybe).toBeGreaterThanOrEqual(0);
          expect(sure + maybe).toBeLessThanOrEqual(1090);
        }
      }),
    );
  });
});
