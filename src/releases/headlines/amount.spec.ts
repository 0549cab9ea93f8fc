import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import { DECIMAL_PLACES, type MeasureUnit } from '../../dictionary/index.js';
import { boundsOf, type Bounds, type Qualifier, type Reading } from '../../returns/index.js';
import { alternativesOf, claimOf, type AmountClaim } from './amount.js';
import { amountInWords, type WordStyle } from './amount-words.js';

type Total = Bounds & Reading;

/** A total with the bounds of one stated figure. */
const stated = (qualifier: Exclude<Qualifier, 'UNQUANTIFIED'>, value: string, unit: MeasureUnit): Total => ({
  qualifier,
  value: new Decimal(value),
  ...boundsOf(qualifier, new Decimal(value), unit),
});

/** A total with the bounds given. */
const ranging = (qualifier: Qualifier, value: string, [lower, upper]: readonly [string, string]): Total => ({
  qualifier,
  value: new Decimal(value),
  lower: new Decimal(lower),
  upper: new Decimal(upper),
});

const inWords = (claim: AmountClaim | null, unit: MeasureUnit, style: WordStyle = 'SENTENCE'): string =>
  claim === null ? 'nothing' : amountInWords(claim, unit, style);

const alternatives = (total: Total, unit: MeasureUnit): string[] =>
  alternativesOf(total, unit)
    .map((claim) => inWords(claim, unit))
    .filter((words) => words !== inWords(claimOf(total, unit), unit));

describe('the amount in a headline', () => {
  it.each([
    ['EXACT', '112', 'COUNT', '112', '112'],
    ['EXACT', '1', 'COUNT', 'one', '1'],
    ['EXACT', '9', 'TABLET', 'nine', '9'],
    ['EXACT', '10', 'COUNT', '10', '10'],
    ['EXACT', '1234567', 'PLANT', '1,234,567', '1,234,567'],
    ['AT_LEAST', '7', 'COUNT', 'at least seven', 'at least 7'],
    ['AT_MOST', '37', 'COUNT', 'up to 37', 'up to 37'],
    ['APPROXIMATE', '350', 'COUNT', 'about 350', 'about 350'],
    ['APPROXIMATE', '24', 'COUNT', 'about 24', 'about 24'],
    ['ALMOST', '80000', 'GBP', 'between £72,000 and £80,000', 'between £72,000 and £80,000'],
    ['ALMOST', '10', 'COUNT', 'between nine and 10', 'between 9 and 10'],
    ['EXACT', '47863', 'GBP', '£47,863', '£47,863'],
    ['EXACT', '20738.5', 'GBP', '£20,738.50', '£20,738.50'],
    ['EXACT', '7', 'GBP', '£7', '£7'],
    ['EXACT', '999999.99', 'GBP', '£999,999.99', '£999,999.99'],
    ['EXACT', '1100000', 'GBP', '£1.1 million', '£1.1m'],
    ['EXACT', '1250000', 'GBP', '£1.25 million', '£1.25m'],
    ['EXACT', '1100000.01', 'GBP', 'more than £1.1 million', 'more than £1.1m'],
    ['EXACT', '1234567', 'GBP', 'more than £1.2 million', 'more than £1.2m'],
    ['AT_LEAST', '1100000', 'GBP', 'at least £1.1 million', 'at least £1.1m'],
    ['AT_LEAST', '1134567', 'GBP', 'more than £1.1 million', 'more than £1.1m'],
    ['AT_MOST', '1134567', 'GBP', 'up to £1,134,567', 'up to £1,134,567'],
    ['EXACT', '1200000000', 'GBP', '£1,200 million', '£1,200m'],
    ['EXACT', '130', 'GRAM', '130g', '130g'],
    ['EXACT', '5', 'GRAM', '5g', '5g'],
    ['EXACT', '0.125', 'GRAM', '0.125g', '0.125g'],
    ['EXACT', '7260', 'GRAM', '7.26kg', '7.26kg'],
    ['EXACT', '1234.567', 'GRAM', 'more than 1.23kg', 'more than 1.23kg'],
    ['AT_MOST', '1234.567', 'GRAM', 'up to 1.234567kg', 'up to 1.234567kg'],
  ] as const)('for %s %s %s is "%s"', (qualifier, value, unit, sentence, card) => {
    const claim = claimOf(stated(qualifier, value, unit), unit);
    expect([inWords(claim, unit), inWords(claim, unit, 'CARD')]).toEqual([sentence, card]);
  });

  it('is "about" for a sum only if the range is within what "about" allows', () => {
    expect(inWords(claimOf(ranging('APPROXIMATE', '370', ['362', '378']), 'COUNT'), 'COUNT')).toBe('about 370');
    expect(inWords(claimOf(ranging('APPROXIMATE', '370', ['340', '390']), 'COUNT'), 'COUNT')).toBe(
      'between 340 and 390',
    );
  });

  it('is "up to" for a range that begins at none', () => {
    expect(inWords(claimOf(ranging('APPROXIMATE', '370', ['0', '390']), 'COUNT'), 'COUNT')).toBe('up to 390');
    expect(inWords(claimOf(stated('APPROXIMATE', '0', 'GRAM'), 'GRAM'), 'GRAM')).toBe('up to 0.5g');
  });

  it.each<[string, Total]>([
    ['none', ranging('EXACT', '0', ['0', '0'])],
    ['at least none', { ...stated('AT_LEAST', '0', 'COUNT') }],
    ['an unknown amount', { value: null, qualifier: 'UNQUANTIFIED', lower: new Decimal(0), upper: null }],
    ['nothing reported', { value: null, qualifier: null, lower: new Decimal(0), upper: null }],
  ])('is not there for %s', (_, total) => {
    expect(claimOf(total, 'COUNT')).toBeNull();
    expect(alternativesOf(total, 'COUNT')).toEqual([]);
  });
});

describe('the alternatives', () => {
  it.each([
    ['EXACT', '112', 'COUNT', ['more than 110']],
    ['EXACT', '110', 'COUNT', ['more than 100']],
    ['EXACT', '100', 'COUNT', []],
    ['EXACT', '117', 'COUNT', ['more than 110', 'almost 120']],
    ['EXACT', '194', 'COUNT', ['more than 190', 'almost 200']],
    ['EXACT', '28', 'COUNT', ['more than 25']],
    ['EXACT', '7', 'COUNT', []],
    ['AT_LEAST', '104', 'COUNT', ['more than 100']],
    ['AT_LEAST', '194', 'COUNT', ['more than 190']],
    ['EXACT', '47863', 'GBP', ['more than £47,000', 'almost £48,000']],
    ['EXACT', '20738.5', 'GBP', ['more than £20,000', 'almost £21,000']],
    ['EXACT', '1100000', 'GBP', ['more than £1 million']],
    ['EXACT', '1234567', 'GBP', ['£1,234,567']],
    ['EXACT', '1284567', 'GBP', ['£1,284,567', 'almost £1.3 million']],
    ['AT_LEAST', '1134567', 'GBP', ['at least £1,134,567']],
    ['EXACT', '7260', 'GRAM', ['more than 7.2kg', 'almost 7.3kg']],
    ['EXACT', '1234.567', 'GRAM', ['1.234567kg', 'more than 1.2kg']],
    ['AT_MOST', '37', 'COUNT', []],
    ['APPROXIMATE', '350', 'COUNT', ['between 342 and 358']],
    ['APPROXIMATE', '24', 'COUNT', []],
  ] as const)('for %s %s %s are %j', (qualifier, value, unit, words) => {
    expect(alternatives(stated(qualifier, value, unit), unit)).toEqual(words);
  });

  it('give the range of an "up to" that excludes none', () => {
    expect(alternatives(ranging('AT_MOST', '37', ['20', '37']), 'COUNT')).toEqual(['between 20 and 37']);
  });
});

/*
 * The rules of claims, stated apart from the code: what a reader takes from the words. Values are in thousandths of
 * the unit, as whole numbers.
 */
interface Reader {
  readonly from: bigint;
  readonly to: bigint | null;
}

const DIGITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const NUMBER = `(?:${DIGITS.join('|')}|£?[0-9][0-9,]*(?:\\.[0-9]+)?(?: million|m|kg|g)?)`;
const PHRASE = new RegExp(`^(?:(at least|more than|up to|about|almost|between) )?(${NUMBER})(?: and (${NUMBER}))?$`);

/** A number as read, in millionths, so that nothing is lost. */
function readNumber(text: string): bigint {
  if (DIGITS.includes(text)) return BigInt(DIGITS.indexOf(text) + 1) * 1_000_000n;
  const [, digits, unit] = /^£?([0-9.,]+)(.*)$/.exec(text)!;
  const [whole, fraction = ''] = digits!.replaceAll(',', '').split('.');
  const factor = { ' million': 1_000_000n, m: 1_000_000n, kg: 1000n }[unit!] ?? 1n;
  return BigInt(`${whole!}${fraction.padEnd(6, '0')}`) * factor;
}

/** The values, in millionths, that satisfy the words. */
function read(words: string): Reader {
  const [, opening, first, second] = PHRASE.exec(words)!;
  const from = readNumber(first!);
  switch (opening) {
    case 'at least':
      return { from, to: null };
    case 'more than':
      return { from: from + 1n, to: null };
    case 'up to':
      return { from: 0n, to: from };
    case 'almost':
      return { from: (from * 95n + 99n) / 100n, to: from - 1n };
    case 'between':
      return { from, to: readNumber(second!) };
    case 'about': {
      const zeros = /0*$/.exec(String(from))![0].length;
      const halfOfLastPlace = 10n ** BigInt(zeros) / 2n;
      const share = from / 40n;
      const tolerance = share > halfOfLastPlace ? share : halfOfLastPlace;
      return { from: from - tolerance, to: from + tolerance };
    }
    default:
      return { from, to: from };
  }
}

const millionths = (value: Decimal): bigint => BigInt(value.times('1e6').toFixed());

/** True if every value that the total allows satisfies the words. */
function isSupported(words: string, { lower, upper }: Bounds): boolean {
  const { from, to } = read(words);
  return from <= millionths(lower) && (to === null || (upper !== null && millionths(upper) <= to));
}

const someValue = (unit: MeasureUnit): fc.Arbitrary<Decimal> =>
  fc
    .tuple(fc.integer({ min: 0, max: 9_999_999 }), fc.integer({ min: -DECIMAL_PLACES[unit], max: 4 }))
    .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));

/** Sums of stated figures, as totals have them, in one unit. */
const someTotal = fc
  .constantFrom<MeasureUnit>('COUNT', 'GBP', 'GRAM')
  .chain((unit) =>
    fc
      .array(
        fc.tuple(fc.constantFrom('EXACT', 'AT_LEAST', 'AT_MOST', 'ALMOST', 'APPROXIMATE' as const), someValue(unit)),
        { minLength: 1, maxLength: 4 },
      )
      .map((figures) => ({ unit, total: totalOf(figures, unit) })),
  );

function totalOf(
  figures: readonly (readonly [Exclude<Qualifier, 'UNQUANTIFIED'>, Decimal])[],
  unit: MeasureUnit,
): Total {
  const all = figures.map(([qualifier, value]) => boundsOf(qualifier, value, unit));
  const lower = all.reduce((sum, one) => sum.plus(one.lower), new Decimal(0));
  const upper = all.reduce<Decimal | null>(
    (sum, one) => (sum === null || one.upper === null ? null : sum.plus(one.upper)),
    new Decimal(0),
  );
  if (upper === null) return { lower, upper, qualifier: 'AT_LEAST', value: lower };
  if (lower.equals(upper)) return { lower, upper, qualifier: 'EXACT', value: lower };
  const isApproximate = figures.some(([qualifier]) => qualifier === 'APPROXIMATE');
  const plain = figures.reduce((sum, [, value]) => sum.plus(value), new Decimal(0));
  return isApproximate
    ? { lower, upper, qualifier: 'APPROXIMATE', value: plain }
    : { lower, upper, qualifier: 'AT_MOST', value: upper };
}

describe('the words of any amount', () => {
  it('claim nothing that the bounds do not allow', () => {
    fc.assert(
      fc.property(someTotal, fc.constantFrom<WordStyle>('SENTENCE', 'CARD'), ({ unit, total }, style) => {
        const claim = claimOf(total, unit);
        const claims = claim === null ? [] : [claim, ...alternativesOf(total, unit)];
        for (const one of claims) {
          const words = inWords(one, unit, style);
          expect([words, isSupported(words, total)]).toEqual([words, true]);
        }
      }),
      { ...SEEDED, numRuns: 3000 },
    );
  });

  it('are there for every amount but none', () => {
    fc.assert(
      fc.property(someTotal, ({ unit, total }) => {
        const isNone = total.lower.isZero() && (total.upper?.isZero() ?? true);
        expect(claimOf(total, unit) === null).toBe(isNone);
      }),
      SEEDED,
    );
  });

  it('are "more than" only of a number below the amount, never the amount itself', () => {
    fc.assert(
      fc.property(someTotal, ({ unit, total }) => {
        const claims = [claimOf(total, unit), ...alternativesOf(total, unit)];
        const moreThan = claims.flatMap((claim) => (claim?.kind === 'MORE_THAN' ? [claim.value] : []));
        expect(moreThan.filter((value) => value.gte(total.lower))).toEqual([]);
      }),
      SEEDED,
    );
  });
});
