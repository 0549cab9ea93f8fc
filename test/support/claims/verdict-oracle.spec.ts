import { describe, expect, it } from '@jest/globals';
import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { boundsOfClaim, boundsOfRange, isLoose, type OracleBounds, verdictOf, type Wording } from './verdict-oracle.js';

const SEEDED = { seed: 20251124, numRuns: 2_000 };

const text = ({ lower, upper }: OracleBounds): string => `${lower.toFixed()}..${upper?.toFixed() ?? 'none'}`;
const bounds = (lower: number, upper: number | null): OracleBounds => ({
  lower: new Decimal(lower),
  upper: upper === null ? null : new Decimal(upper),
});

describe('the bounds of a claim', () => {
  it.each<[Wording, string, string, string]>([
    ['NONE', '112', 'COUNT', '112..112'],
    ['NONE', '26.5', 'COUNT', '27..26'],
    ['MORE_THAN', '112', 'COUNT', '113..none'],
    ['MORE_THAN', '67000', 'GBP', '67000.01..none'],
    ['MORE_THAN', '130', 'GRAM', '130.001..none'],
    ['AT_LEAST', '40', 'COUNT', '40..none'],
    ['UP_TO', '40', 'TABLET', '0..40'],
    ['FEWER_THAN', '20', 'COUNT', '0..19'],
    ['FEWER_THAN', '500', 'GRAM', '0..499.999'],
    ['ALMOST', '112', 'COUNT', '107..111'],
    ['ALMOST', '50000', 'GBP', '47500..49999.99'],
    ['ALMOST', '1', 'COUNT', '1..0'],
    ['ABOUT', '350', 'COUNT', '342..358'],
    ['ABOUT', '110', 'COUNT', '105..115'],
    ['ABOUT', '20000', 'TABLET', '15000..25000'],
    ['ABOUT', '0.13', 'GRAM', '0.125..0.135'],
    ['ABOUT', '0.5', 'GRAM', '0.45..0.55'],
    ['ABOUT', '1', 'COUNT', '1..1'],
    ['ABOUT', '0', 'COUNT', '0..0'],
  ])('of %s %s in %s are %s', (wording, value, unit, expected) => {
    expect(text(boundsOfClaim(wording, value, unit))).toBe(expected);
  });

  it('of a range are its ends in either order', () => {
    expect(text(boundsOfRange('37', '20'))).toBe('20..37');
  });
});

describe('the verdict', () => {
  it.each<[Wording, number, [number, number | null], string]>([
    ['MORE_THAN', 110, [112, 112], 'SUPPORTED'],
    ['ABOUT', 110, [112, 112], 'SUPPORTED'],
    ['MORE_THAN', 112, [112, 112], 'CONTRADICTED'],
    ['ALMOST', 112, [112, 112], 'CONTRADICTED'],
    ['NONE', 112, [104, null], 'NOT_SUPPORTED'],
    ['AT_LEAST', 104, [104, null], 'SUPPORTED'],
    ['AT_LEAST', 105, [104, null], 'NOT_SUPPORTED'],
    ['UP_TO', 103, [104, null], 'CONTRADICTED'],
    ['UP_TO', 200, [104, null], 'NOT_SUPPORTED'],
    ['ALMOST', 1, [0, null], 'CONTRADICTED'],
  ])('on %s %d from %j is %s', (wording, value, [lower, upper], expected) => {
    expect(verdictOf(boundsOfClaim(wording, value, 'COUNT'), bounds(lower, upper))).toBe(expected);
  });

  it('is what counting the true values one by one gives', () => {
    // An open set is cut off well above both sets' ends, where nothing changes any more.
    const END = 60;
    const end = fc.option(fc.nat(25), { freq: 4 });
    fc.assert(
      fc.property(fc.nat(30), end, fc.nat(30), end, (low, width, from, length) => {
        const claim = bounds(low, width === null ? null : low + width - 1);
        const total = bounds(from, length === null ? null : from + length);
        const allows = ({ lower, upper }: OracleBounds, value: number): boolean =>
          lower.lessThanOrEqualTo(value) && (upper === null || upper.greaterThanOrEqualTo(value));
        const values = Array.from({ length: END }, (_, value) => value).filter((value) => allows(total, value));
        const satisfied = values.filter((value) => allows(claim, value));
        const expected =
          satisfied.length === 0 ? 'CONTRADICTED' : satisfied.length === values.length ? 'SUPPORTED' : 'NOT_SUPPORTED';
        expect(verdictOf(claim, total)).toBe(expected);
      }),
      SEEDED,
    );
  });

  it.each<[Wording, number, [number, number | null], boolean]>([
    ['UP_TO', 110, [90, 100], false],
    ['UP_TO', 111, [90, 100], true],
    ['FEWER_THAN', 111, [90, 100], false],
    ['FEWER_THAN', 112, [90, 100], true],
    ['UP_TO', 900, [90, null], false],
    ['UP_TO', 1, [0, 0], true],
    ['NONE', 900, [90, 100], false],
  ])('on %s %d from %j is loose: %s', (wording, value, [lower, upper], expected) => {
    expect(isLoose(wording, boundsOfClaim(wording, value, 'COUNT'), bounds(lower, upper))).toBe(expected);
  });
});
