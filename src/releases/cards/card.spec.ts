import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aHeadline, ALL_FIVE, aRelease, named } from '../../../test/support/headlines/frozen-release.js';
import { someTotal } from '../../../test/support/headlines/headline-totals.js';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import type { FrozenHeadline, Named } from '../domain/index.js';
import { frozenDecimal } from '../frozen-decimal.js';
import { amountInWords, claimOf, headlinesOf, type Headline } from '../headlines/index.js';
import { cardFileStem, cardOf, headlineOf } from './card.js';

const WILTSHIRE = named('Wiltshire');

const cardOfHeadline = (given: Partial<FrozenHeadline>): ReturnType<typeof cardOf> =>
  cardOf(aRelease(), aHeadline(given));

const missing = (...forces: readonly Named[]): Pick<FrozenHeadline, 'coverage'> => ({
  coverage: { ...ALL_FIVE, reported: 5 - forces.length, complete: false, missing: forces },
});

const unsigned = (...forces: readonly Named[]): Pick<FrozenHeadline, 'restsOn'> => ({
  restsOn: [...forces, WILTSHIRE].map((force) => ({ force, version: 1, withoutSignOff: force !== WILTSHIRE })),
});

/** A headline as a release freezes it. */
const frozen = ({ measure, part, force, coverage, value, lower, upper, ...words }: Headline): FrozenHeadline => ({
  ...aHeadline(),
  ...words,
  measure: { ...aHeadline().measure, code: measure.code, name: measure.name, unit: measure.unit },
  breakdown: part,
  force,
  value: value && frozenDecimal(value),
  lower: frozenDecimal(lower),
  upper: upper && frozenDecimal(upper),
  coverage: { ...coverage, notHeard: [] },
});

/** Any headline that the service makes. */
const someHeadline = someTotal
  .map((total) => headlinesOf({ totals: [total], questioned: new Set() })[0])
  .filter((headline) => headline !== undefined);

/** Some words, each of visible characters. */
const someWords = fc
  .array(fc.stringMatching(/^[A-Za-z0-9ŵéß£&<>"'🚓ש-]{1,12}$/u), { minLength: 1, maxLength: 12 })
  .map((words) => words.join(' '));

describe('the text alternative of a card', () => {
  it('says everything that the picture says, the sentence first', () => {
    const { alternative } = cardOfHeadline({ ...missing(WILTSHIRE), ...unsigned(named('Dorset')) });
    expect(alternative).toBe(
      '112 people were arrested across the region. Operation Scorpion 13, 24 to 30 November 2025. 4 of 5 forces reported. No figure from Wiltshire. Accepted without sign-off: Dorset. As at 9:05am UK time on 5 December 2025. Release version 2. Management information supplied by police forces, subject to change. Not official statistics.',
    );
  });

  it('has sentence, phase, coverage, date, version and statement, whatever they are', () => {
    const release = fc.record({ sentence: someWords, name: someWords, statement: someWords, version: fc.nat() });
    const coverage = fc.record({ expected: fc.nat(), reported: fc.nat() });
    fc.assert(
      fc.property(release, coverage, ({ sentence, name, statement, version }, { expected, reported }) => {
        const phase = { ...aRelease().phase, name };
        const headline = aHeadline({ sentence, coverage: { ...ALL_FIVE, expected, reported } });
        const { alternative } = cardOf(aRelease({ phase, statement, version }), headline);
        expect(alternative.startsWith(`${sentence} ${name}, 24 to 30 November 2025. `)).toBe(true);
        expect(alternative).toContain(` ${reported} of ${expected} forces reported. `);
        expect(alternative).toContain(' As at 9:05am UK time on 5 December 2025. ');
        expect(alternative.endsWith(` Release version ${version}. ${statement}`)).toBe(true);
      }),
      SEEDED,
    );
  });

  it('is one line of visible characters, whatever the texts', () => {
    const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, text, text, (sentence, name, statement) => {
        const phase = { ...aRelease().phase, name };
        const headline = aHeadline({ sentence, ...missing(named(name)), force: null });
        const { alternative } = cardOf(aRelease({ phase, statement }), headline);
        expect(alternative.isWellFormed()).toBe(true);
        expect(alternative).not.toMatch(/[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Zl}\p{Zp}\uFFFE\uFFFF]|\s\s/u);
      }),
      SEEDED,
    );
  });

  it.each([
    ['white space and control characters become one space', 'a\u0000\t\n\u00A0 b', 'a b'],
    ['what changes the direction of writing is left out', '\u202E12\u202C \u2066ab\u2069', '12 ab'],
    ['what cannot be seen is left out', 'so\u00ADft\u200B\uFEFF', 'soft'],
    ['half a character and what is none are marked', '\uD83D and \uFFFF', '\uFFFD and \uFFFD'],
    ['other scripts, emoji and accents stay', 'שלום 🚓 Dŵr e\u0301 & <b>"\'', 'שלום 🚓 Dŵr e\u0301 & <b>"\''],
  ])('keeps to one line: %s', (_, sentence, expected) => {
    expect(cardOfHeadline({ sentence }).sentence).toBe(expected);
  });
});

describe('a card', () => {
  it('has the short form of the headline, split at its amount, whatever the headline', () => {
    fc.assert(
      fc.property(someHeadline, (headline) => {
        const pieces = cardOf(aRelease(), frozen(headline)).headline;
        expect(pieces.map(({ text }) => text).join(' ')).toBe(headline.short);
        const { code, unit } = headline.measure;
        const amount = amountInWords(claimOf(headline, unit)!, unit, 'CARD');
        const amounts = pieces.filter(({ isAmount }) => isAmount).map(({ text }) => text.toLowerCase());
        // The name of this measure has numbers of its own.
        const allowed = code === 'knives-over-7' ? [[amount], []] : [[amount]];
        expect(allowed).toContainEqual(amounts);
      }),
      SEEDED,
    );
  });

  it.each<[string, Partial<FrozenHeadline>, string[]]>([
    ['4 arrests (4 of 5 forces)', { value: 4, lower: 4, upper: 4, ...missing(WILTSHIRE) }, ['4']],
    ['Up to 7 arrests', { qualifier: 'AT_MOST', value: 7, lower: 0, upper: 7 }, ['Up to 7']],
    ['Up to 7-inch knives: up to 7', { qualifier: 'AT_MOST', value: 7, lower: 0, upper: 7 }, []],
    ['Knives of 112 kinds: 112', {}, []],
    ['112 arrests', { value: null, qualifier: null, lower: 0, upper: null }, []],
    ['Many arrests', {}, []],
  ])('shows the amount of "%s" large only if it is sure which it is', (short, given, amounts) => {
    const { headline } = cardOfHeadline({ short, ...given });
    expect(headline.filter(({ isAmount }) => isAmount).map(({ text }) => text)).toEqual(amounts);
    expect(headline.map(({ text }) => text).join(' ')).toBe(short);
  });

  it.each<[string, Partial<FrozenHeadline>, string[], string[]]>([
    ['the region', {}, ['5 of 5 forces reported'], ['5 of 5 forces reported']],
    [
      'a region with three missing forces',
      missing(named('Dorset'), WILTSHIRE, named('Avon and Somerset')),
      ['2 of 5 forces reported. No figure from Dorset, Wiltshire, Avon and Somerset'],
      ['2 of 5 forces reported'],
    ],
    [
      'a region with more',
      missing(...['A', 'B', 'C', 'D'].map(named)),
      ['1 of 5 forces reported'],
      ['1 of 5 forces reported'],
    ],
    [
      'a region without sign-off by one force',
      unsigned(named('Dorset')),
      ['5 of 5 forces reported', 'Accepted without sign-off: Dorset'],
      ['5 of 5 forces reported', 'Figures of 1 force accepted without sign-off'],
    ],
    [
      'a region without sign-off by four',
      unsigned(...['A', 'B', 'C', 'D'].map(named)),
      ['5 of 5 forces reported', 'Figures of 4 forces accepted without sign-off'],
      ['5 of 5 forces reported', 'Figures of 4 forces accepted without sign-off'],
    ],
    ['a force', { force: named('Dorset') }, [], []],
    [
      'a force without sign-off',
      { force: named('Dorset'), ...unsigned(named('Dorset')) },
      ['Accepted without sign-off'],
      ['Accepted without sign-off'],
    ],
  ])('of %s says what its figure rests on', (_, given, inFull, withoutNames) => {
    const { facts } = cardOfHeadline(given);
    expect(facts.map((fact) => fact.inFull)).toEqual(inFull);
    expect(facts.map((fact) => fact.withoutNames)).toEqual(withoutNames);
  });

  it('says whose figure it is', () => {
    expect(cardOfHeadline({}).whose).toBe('Across the region');
    expect(cardOfHeadline({ force: named('British Transport Police') }).whose).toBe('British Transport Police');
  });
});

describe('the headline of a figure', () => {
  const child = aHeadline({ breakdown: named('child') });
  const dorset = aHeadline({ force: named('dorset') });
  const release = aRelease({ headlines: [child, dorset, aHeadline()] });

  it('is found by the codes of measure, part and force', () => {
    expect(headlineOf(release, { measure: 'arrests', breakdown: null, force: null })).toBe(release.headlines[2]);
    expect(headlineOf(release, { measure: 'arrests', breakdown: 'child', force: null })).toBe(child);
    expect(headlineOf(release, { measure: 'arrests', breakdown: null, force: 'dorset' })).toBe(dorset);
  });

  it('is null if the release has none', () => {
    expect(headlineOf(release, { measure: 'charges', breakdown: null, force: null })).toBeNull();
    expect(headlineOf(release, { measure: 'arrests', breakdown: 'child', force: 'dorset' })).toBeNull();
  });
});

describe('the file name of a card', () => {
  it.each([
    ['arrests', { measure: 'arrests', breakdown: null, force: null }],
    ['drugs-weight--cannabis', { measure: 'drugs-weight', breakdown: 'cannabis', force: null }],
    ['dorset--arrests', { measure: 'arrests', breakdown: null, force: 'dorset' }],
    ['dorset--drugs-weight--cannabis', { measure: 'drugs-weight', breakdown: 'cannabis', force: 'dorset' }],
  ])('is %s', (expected, key) => {
    expect(cardFileStem(key)).toBe(expected);
  });
});
