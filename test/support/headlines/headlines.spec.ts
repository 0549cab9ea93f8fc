import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../../../src/common/decimal.js';
import { headlinesOf, type Headline, type HeadlineTotal } from '../../../src/releases/headlines/index.js';
import { boundsOf, type Bounds } from '../../../src/returns/domain/index.js';
import { boundsText, SEEDED } from '../returns/return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { SUBJECTS, someTotal } from './headline-totals.js';
import { isImplied, readSentence, type SentenceReading } from './sentence-reader.js';

/*
 * The headlines of the service, read by a reader that knows nothing of the code that writes them. The rules here are
 * those for headlines, stated apart from that code too.
 */

const RUNS = { ...SEEDED, numRuns: shortOrFull(300, 10_000) };

/** The least share of a value that "more than" may name. */
const CLOSE_BELOW = new Decimal('0.7');
/** "Almost" names at most a value of which the true one is this share. */
const CLOSE_ABOVE = new Decimal('0.95');

const headlineOf = (total: HeadlineTotal): Headline | undefined =>
  headlinesOf({ totals: [total], questioned: new Set() })[0];

/** Words of a measure or a part that say what is counted, and nothing of how many there were. */
const OF_WHAT = ['charged so far', 'secured so far', 'disrupted but not closed', 'for at least one class A drug'];

/** What the words of a headline say, in the order sentence, short form, alternatives in a sentence. */
function readingsOf({ measure, part, sentence, short, alternatives }: Headline): [string, SentenceReading][] {
  const names = [measure.name, ...(part === null ? [] : [part.name]), ...OF_WHAT];
  const texts = [sentence, short, ...alternatives.map((amount) => `Police report ${amount} in this phase.`)];
  return texts.map((text) => [text, readSentence(text, measure.unit, names)]);
}

/** Whether the rules give the total a headline, whatever its words. */
function deservesOne({ measure, part, force, value, lower, upper, coverage, partGivenBy }: HeadlineTotal): boolean {
  const isNone = value === null || (lower.isZero() && (upper === null || upper.isZero()));
  const isNever = measure.headline === 'NONE' || (measure.headline === 'PARTS' && part === null);
  const isByAge = part !== null && measure.breakdown === 'age-group';
  if (isNone || isNever) return false;
  if (force !== null) return !isByAge;
  const isOfARegion = coverage.expected > 1 && coverage.reported / coverage.expected >= 0.6;
  return isOfARegion && (!isByAge || partGivenBy !== 1);
}

/** A number with so many digits that a sentence says "more than" a shorter one, at most this far below it. */
function shortening({ measure: { unit } }: HeadlineTotal, value: Decimal): number {
  if (unit === 'GBP' && value.gte(1e6) && !value.mod(1e4).isZero()) return 1e5;
  return unit === 'GRAM' && value.gte(1e3) && !value.isInteger() ? 10 : 0;
}

const isExactly = (claim: Bounds, truth: Bounds): boolean => boundsText(claim) === boundsText(truth);

/** "More than" a value that is below the lower bound and close to it. A claim that is implied starts there at most. */
const isMoreThan = ({ lower, upper }: Bounds, truth: Bounds, least: Decimal): boolean =>
  upper === null && lower.lte(truth.lower) && lower.gte(least);

/** Whether a claim says as much of a total as the rules allow at the least. */
function isCloseTo(claim: Bounds, total: HeadlineTotal): boolean {
  const { lower, upper, value, qualifier, measure } = total;
  if (isExactly(claim, total)) return true;
  if (upper === null) return isMoreThan(claim, total, lower.times(CLOSE_BELOW));
  if (lower.equals(upper)) {
    const isAlmost = claim.upper !== null && claim.upper.times(CLOSE_ABOVE).lte(lower) && claim.upper.gte(lower);
    return isAlmost || isMoreThan(claim, total, lower.times(CLOSE_BELOW));
  }
  if (qualifier === 'AT_MOST') return isExactly(claim, { lower: new Decimal(0), upper });
  return value !== null && isExactly(claim, boundsOf('APPROXIMATE', value, measure.unit));
}

/** Whether the sentence itself says as much as the rules want of it. */
function isPlain(claim: Bounds, total: HeadlineTotal): boolean {
  const { lower, upper, qualifier } = total;
  if (upper !== null && !lower.equals(upper)) {
    return (
      isExactly(claim, qualifier === 'AT_MOST' ? { lower: new Decimal(0), upper } : total) || isCloseTo(claim, total)
    );
  }
  const shorter = shortening(total, lower);
  return shorter === 0 ? isExactly(claim, total) : isMoreThan(claim, total, lower.minus(shorter));
}

describe('the headline of any total', () => {
  it('claims nothing that its bounds do not imply', () => {
    fc.assert(
      fc.property(someTotal, (total) => {
        const headline = headlineOf(total);
        if (headline === undefined) return;
        const unsupported = readingsOf(headline).filter(([, { claim }]) => !isImplied(claim, total));
        expect([boundsText(total), unsupported.map(([text]) => text)]).toEqual([boundsText(total), []]);
      }),
      RUNS,
    );
  });

  it('claims no less than its bounds allow, and says exactly what they are at least once', () => {
    fc.assert(
      fc.property(someTotal, (total) => {
        const headline = headlineOf(total);
        if (headline === undefined) return;
        const readings = readingsOf(headline);
        const [sentence, short] = readings;
        expect([sentence![0], isPlain(sentence![1].claim, total)]).toEqual([sentence![0], true]);
        expect([short![0], boundsText(short![1].claim)]).toEqual([short![0], boundsText(sentence![1].claim)]);
        const weak = readings.filter(([, { claim }]) => !isCloseTo(claim, total));
        expect([boundsText(total), weak.map(([text]) => text)]).toEqual([boundsText(total), []]);
        expect(readings.map(([, { claim }]) => boundsText(claim))).toContain(boundsText(total));
      }),
      RUNS,
    );
  });

  it('says how many forces have reported if, and only if, it is of the region and one is missing', () => {
    fc.assert(
      fc.property(someTotal, (total) => {
        const headline = headlineOf(total);
        if (headline === undefined) return;
        const { reported, expected, complete } = total.coverage;
        const said = total.force === null && !complete ? { reported, expected } : null;
        const [sentence, short, ...alternatives] = readingsOf(headline).map(([, { coverage }]) => coverage);
        expect([sentence, short, ...alternatives]).toEqual([said, said, ...alternatives.map(() => null)]);
      }),
      RUNS,
    );
  });

  it('is there whenever the rules allow it, and never otherwise', () => {
    fc.assert(
      fc.property(someTotal, (total) => {
        expect(headlineOf(total) !== undefined).toBe(deservesOne(total));
      }),
      RUNS,
    );
  });

  it.each([1, 9, 12])('of %d can be read for every measure and part that can have one', (value) => {
    const read = SUBJECTS.filter((subject) => {
      const headline = headlineOf({ ...exactTotal('arrests', value), ...subject, partGivenBy: 5 });
      return headline !== undefined && readingsOf(headline).length >= 2;
    });
    const expected = SUBJECTS.filter(
      ({ measure: { headline }, part }) => headline === 'TOTAL' || (headline === 'PARTS' && part !== null),
    );
    expect(read).toEqual(expected);
  });
});

/** An exact total of the region of this many things, from all five forces. */
function exactTotal(code: string, value: number): HeadlineTotal {
  const { measure } = SUBJECTS.find((one) => one.measure.code === code)!;
  const bounds = { lower: new Decimal(value), upper: new Decimal(value) };
  const coverage = { expected: 5, reported: 5, complete: true, missing: [] };
  return {
    measure,
    part: null,
    force: null,
    value: new Decimal(value),
    qualifier: 'EXACT',
    ...bounds,
    coverage,
    partGivenBy: null,
  };
}

describe('the examples of the rules', () => {
  it('give 112 as "112" or "more than 110", never as "more than 112"', () => {
    const { sentence, short, alternatives } = headlineOf(exactTotal('arrests', 112))!;
    expect([sentence, short, ...alternatives]).toEqual([
      '112 people were arrested across the region.',
      '112 arrests',
      'more than 110',
    ]);
  });

  it('give £47,863 as "£47,863" or "more than £47,000"', () => {
    const { sentence, short, alternatives } = headlineOf(exactTotal('cash-seized', 47_863))!;
    expect([sentence, short, ...alternatives]).toEqual([
      '£47,863 in cash suspected to be linked to criminality was seized across the region.',
      '£47,863 in cash seized',
      'more than £47,000',
      'almost £48,000',
    ]);
  });

  it('say of 104 from four of five forces that it is from four of them', () => {
    const missing = [{ code: 'wiltshire', name: 'Wiltshire' }];
    const coverage = { expected: 5, reported: 4, complete: false, missing };
    const total = { ...exactTotal('arrests', 104), qualifier: 'AT_LEAST', upper: null, coverage } as const;
    const { sentence, short, alternatives } = headlineOf(total)!;
    expect([sentence, short, ...alternatives]).toEqual([
      'At least 104 people were arrested across the region, with four of the five forces reporting.',
      'At least 104 arrests (4 of 5 forces)',
      'more than 100',
    ]);
  });
});
