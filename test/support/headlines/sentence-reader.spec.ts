import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Decimal } from '../../../src/common/decimal.js';
import type { MeasureUnit } from '../../../src/dictionary/domain/index.js';
import type { Bounds } from '../../../src/returns/domain/index.js';
import { boundsText, SEEDED, someGrams, someMoney } from '../returns/return-samples.js';
import { isImplied, readSentence } from './sentence-reader.js';

const claimed = (text: string, unit: MeasureUnit): string => boundsText(readSentence(text, unit).claim);

describe('the amount in a sentence', () => {
  it.each<[string, MeasureUnit, string]>([
    ['Police arrested 112 people in Operation Scorpion 6.', 'COUNT', '112..112'],
    ['1,234 people were arrested between 24 and 30 November 2025.', 'COUNT', '1234..1234'],
    ['Seven firearms were seized', 'COUNT', '7..7'],
    ['Police seized SEVEN firearms', 'COUNT', '7..7'],
    ['0 firearms were seized', 'COUNT', '0..0'],
    ['At least 112 arrests', 'COUNT', '112..none'],
    ['More than 112 arrests', 'COUNT', '113..none'],
    ['Up to nine arrests', 'COUNT', '0..9'],
    ['About 350 arrests', 'COUNT', '342..358'],
    ['About 112 arrests', 'COUNT', '110..114'],
    ['About one arrest', 'COUNT', '1..1'],
    ['About 20,000 tablets', 'TABLET', '15000..25000'],
    ['Almost 120 arrests', 'COUNT', '114..119'],
    ['Between five and 12 arrests', 'COUNT', '5..12'],
    ['More than 1.1 million tablets', 'TABLET', '1100001..none'],
    ['£47,863 in cash was seized.', 'GBP', '47863..47863'],
    ['Cash of £20,738.50.', 'GBP', '20738.5..20738.5'],
    ['£1.1 million in cash', 'GBP', '1100000..1100000'],
    ['more than £1.1m in cash', 'GBP', '1100000.01..none'],
    ['more than £67,000 in cash', 'GBP', '67000.01..none'],
    ['£367k in cash', 'GBP', '367000..367000'],
    ['about £1.1 million', 'GBP', '1050000..1150000'],
    ['almost £1', 'GBP', '0.95..0.99'],
    ['between £900 and £1,000.50', 'GBP', '900..1000.5'],
    ['between £1 million and £1.1 million', 'GBP', '1000000..1100000'],
    ['0.13kg of cocaine', 'GRAM', '130..130'],
    ['130g of cocaine', 'GRAM', '130..130'],
    ['more than 7.26 kg of cocaine', 'GRAM', '7260.001..none'],
    ['about 0.13kg of cocaine', 'GRAM', '125..135'],
    ['about 0.45 kg of cocaine', 'GRAM', '438.75..461.25'],
    ['almost 0.5g of cocaine', 'GRAM', '0.475..0.499'],
    ['between 130g and 0.2kg of cocaine', 'GRAM', '130..200'],
    ['At\nleast\u00a0112 arrests', 'COUNT', '112..none'],
  ])('"%s" (%s) allows %s', (text, unit, bounds) => {
    expect(claimed(text, unit)).toBe(bounds);
  });

  it.each([
    'In Operation Scorpion 6, 112 people were arrested.',
    'In Operation Scorpion 6 112 people were arrested.',
    'In Operation Viper 2024, 112 people were arrested.',
    'In phase six, 112 people were arrested.',
    'On 30 November, 112 people were arrested.',
    'From 24 November to 3 December 2025, 112 people were arrested.',
    'In November 2025 112 people were arrested.',
    '112 people were arrested in 2025 (as at 12:00 on 2025-12-01).',
  ])('is not a number of a phase or a date: %s', (text) => {
    expect(claimed(text, 'COUNT')).toBe('112..112');
  });

  it('is not within the names that are given', () => {
    const names = ['Operation Nine Elms', 'Children (under 18)', 'Assets seized other than cash', 'Unit 7 Police'];
    const text = 'Unit 7 Police safeguarded at least 112 children (under 18) in Operation Nine Elms.';
    expect(boundsText(readSentence(text, 'COUNT', names).claim)).toBe('112..none');
    expect(() => readSentence(text, 'COUNT')).toThrow();
    expect(() => readSentence('At least 112 in Operation Nine Elmsfield', 'COUNT', names)).toThrow();
  });

  it('is read exactly as people write it', () => {
    const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
    const grams = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 3 });
    const text = (value: Decimal): Intl.StringNumericLiteral => value.toFixed() as Intl.StringNumericLiteral;
    fc.assert(
      fc.property(someMoney, someGrams, (money, weight) => {
        expect(claimed(`${pounds.format(text(money))} was seized`, 'GBP')).toBe(boundsText(exactly(money)));
        expect(claimed(`${grams.format(text(weight))}g was seized`, 'GRAM')).toBe(boundsText(exactly(weight)));
      }),
      SEEDED,
    );
  });
});

describe('what a sentence says of coverage', () => {
  it.each<[string, number, number]>([
    ['112 people were arrested, with four of the five forces reporting.', 4, 5],
    ['At least 112 people were arrested, with only 4 of 5 police forces reporting so far.', 4, 5],
    ['Five of the five forces have reported: 112 people were arrested.', 5, 5],
    ['112 people were arrested in five of five forces.', 5, 5],
    ['Across 12 of 43 forces, 112 people were arrested', 12, 43],
    ['112 people were arrested (4 of 5 forces)', 4, 5],
    ['112 people were arrested in all five South West forces', 5, 5],
  ])('%s', (text, reported, expected) => {
    expect(readSentence(text, 'COUNT').coverage).toEqual({ reported, expected });
  });

  it('is null if it says nothing', () => {
    expect(readSentence('112 people were arrested.', 'COUNT').coverage).toBeNull();
  });
});

describe('a sentence that cannot be read', () => {
  it.each<[string, MeasureUnit]>([
    // No amount, or two.
    ['People were arrested in Operation Scorpion 112', 'COUNT'],
    ['112 arrests and seven charges', 'COUNT'],
    ['112 to 120 arrests', 'COUNT'],
    ['112-120 arrests', 'COUNT'],
    ['Between 120 and 112 arrests', 'COUNT'],
    ['Between 112 arrests', 'COUNT'],
    ['One in seven people', 'COUNT'],
    // Another unit, or a value that this one cannot take.
    ['£112 was seized', 'COUNT'],
    ['112 was seized', 'GBP'],
    ['112 g was seized', 'COUNT'],
    ['112mg was seized', 'GRAM'],
    ['1.5 arrests', 'COUNT'],
    ['£20,738.505', 'GBP'],
    ['0.0005g of cocaine', 'GRAM'],
    ['0.0000001 million tablets', 'TABLET'],
    ['$112 was seized', 'COUNT'],
    // Numbers that are not written as in a headline.
    ['1234 arrests', 'COUNT'],
    ['1,23 arrests', 'COUNT'],
    ['007 arrests', 'COUNT'],
    ['£20,738.5', 'GBP'],
    ['-7 arrests', 'COUNT'],
    ['١١٢ arrests and ７ charges', 'COUNT'],
    ['112 arr\u200bests', 'COUNT'],
    ['Twelve arrests', 'COUNT'],
    ['112 thousand tablets', 'TABLET'],
    ['£1.1 billion', 'GBP'],
    ['Between £1 and £1.1 million', 'GBP'],
    ['Between 1 and 2kg of cocaine', 'GRAM'],
    // Words and signs that change the amount.
    ['Over 112 arrests', 'COUNT'],
    ['Nearly 112 arrests', 'COUNT'],
    ['No more than 112 arrests', 'COUNT'],
    ['Fewer than 112 arrests', 'COUNT'],
    ['At most 112 arrests', 'COUNT'],
    ['More than about 112 arrests', 'COUNT'],
    ['Not 112 arrests', 'COUNT'],
    ['All but 112 people', 'COUNT'],
    ['112 or more arrests', 'COUNT'],
    ['112 arrests so far', 'COUNT'],
    ['Arrests rose by 112', 'COUNT'],
    ['112+ arrests', 'COUNT'],
    ['~112 arrests', 'COUNT'],
    ['c. 112 arrests', 'COUNT'],
    ['112% of arrests', 'COUNT'],
    ['112 per cent of arrests', 'COUNT'],
    ['Half of 112 arrests', 'COUNT'],
    ['About 0 arrests', 'COUNT'],
    ['Almost 0 arrests', 'COUNT'],
    // Coverage that says the opposite, or that cannot be.
    ['112 arrests, with one of the five forces missing', 'COUNT'],
    ['112 arrests, with four of the five forces not reporting', 'COUNT'],
    ['112 arrests, with all but one of the five forces reporting', 'COUNT'],
    ['112 arrests, with at least four of the five forces reporting', 'COUNT'],
    ['112 arrests in four of five forces that have not reported', 'COUNT'],
    ['112 arrests, without four of the five forces', 'COUNT'],
    ['112 arrests in six of five forces', 'COUNT'],
    ['112 arrests in four of five forces, with five of five forces reporting', 'COUNT'],
    ['112 arrests in five forces', 'COUNT'],
  ])('"%s" (%s)', (text, unit) => {
    expect(() => readSentence(text, unit)).toThrow(`Cannot read "${text}"`);
  });
});

describe('a claim', () => {
  it.each<[string, MeasureUnit, string, string | null, boolean]>([
    ['112 arrests', 'COUNT', '112', '112', true],
    ['112 arrests', 'COUNT', '112', null, false],
    ['112 arrests', 'COUNT', '104', null, false],
    ['112 arrests', 'COUNT', '0', '112', false],
    ['at least 112 arrests', 'COUNT', '112', null, true],
    ['at least 113 arrests', 'COUNT', '112', null, false],
    ['more than 112 arrests', 'COUNT', '112', '112', false],
    ['more than 112 arrests', 'COUNT', '112', null, false],
    ['more than 110 arrests', 'COUNT', '112', '112', true],
    ['more than 111 arrests', 'COUNT', '112', null, true],
    ['up to 112 arrests', 'COUNT', '0', '112', true],
    ['up to 112 arrests', 'COUNT', '0', '113', false],
    ['up to 112 arrests', 'COUNT', '0', null, false],
    ['about 110 arrests', 'COUNT', '112', '112', true],
    ['about 110 arrests', 'COUNT', '116', '116', false],
    ['about 110 arrests', 'COUNT', '105', '115', true],
    ['almost 112 arrests', 'COUNT', '112', '112', false],
    ['almost 112 arrests', 'COUNT', '111', '111', true],
    ['almost 120 arrests', 'COUNT', '113', '113', false],
    ['almost seven arrests', 'COUNT', '6', '6', false],
    ['between 104 and 112 arrests', 'COUNT', '104', '112', true],
    ['between 104 and 112 arrests', 'COUNT', '104', null, false],
    ['£1.1 million', 'GBP', '1131204', '1131204', false],
    ['more than £1.1 million', 'GBP', '1131204', '1131204', true],
    ['more than £1.1 million', 'GBP', '1100000', null, false],
    ['almost £67,000', 'GBP', '66999.99', '66999.99', true],
    ['0.13kg of cocaine', 'GRAM', '130', '130', true],
    ['0.13kg of cocaine', 'GRAM', '130.4', '130.4', false],
  ])('"%s" (%s), if the true value is from %s to %s: %s', (text, unit, lower, upper, implied) => {
    const truth: Bounds = { lower: new Decimal(lower), upper: upper === null ? null : new Decimal(upper) };
    expect(isImplied(readSentence(text, unit).claim, truth)).toBe(implied);
  });

  it('is implied if, and only if, each value that may be true satisfies it', () => {
    const someBounds = fc
      .tuple(fc.integer({ min: 0, max: 9 }), fc.option(fc.integer({ min: 0, max: 9 })))
      .filter(([lower, upper]) => upper === null || lower <= upper);
    const asBounds = ([lower, upper]: [number, number | null]): Bounds => ({
      lower: new Decimal(lower),
      upper: upper === null ? null : new Decimal(upper),
    });
    const holds = (value: number, [lower, upper]: [number, number | null]): boolean =>
      lower <= value && (upper === null || value <= upper);
    const VALUES = Array.from({ length: 20 }, (_, value) => value);
    fc.assert(
      fc.property(someBounds, someBounds, (claim, truth) => {
        const every = VALUES.filter((value) => holds(value, truth)).every((value) => holds(value, claim));
        expect(isImplied(asBounds(claim), asBounds(truth))).toBe(every);
      }),
      SEEDED,
    );
  });
});

function exactly(value: Decimal): Bounds {
  return { lower: value, upper: value };
}
