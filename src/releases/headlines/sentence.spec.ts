import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { Decimal } from '../../common/decimal.js';
import { HEADLINES, MEASURE_UNITS, optional, readCsv, type Force } from '../../dictionary/index.js';
import type { AmountClaim } from './amount.js';
import type { HeadlineCoverage, HeadlineForce, HeadlinePart, HeadlineTotal } from './headline.js';
import { wordsOf } from './sentence.js';
import { partKey, TEMPLATES } from './templates.js';

const measureRow = z.object({
  code: z.string(),
  name: z.string(),
  unit: z.enum(MEASURE_UNITS),
  breakdown: optional,
  headline: z.enum(HEADLINES),
  definition: z.string(),
});
const partRow = z.object({ breakdown: z.string(), code: z.string(), name: z.string() });

const dictionaryFile = (name: string): URL => new URL(`../../dictionary/data/${name}.csv`, import.meta.url);
const DICTIONARY = readCsv(dictionaryFile('measures'), measureRow);
const MEASURES = DICTIONARY.filter(({ headline }) => headline !== 'NONE');
const PARTS = readCsv(dictionaryFile('breakdowns'), partRow);

const DORSET: HeadlineForce = { code: 'dorset', name: 'Dorset', kind: 'TERRITORIAL_FORCE' };
const BTP: HeadlineForce = { code: 'btp', name: 'British Transport Police', kind: 'NATIONAL_FORCE' };

const exactly = (value: number): AmountClaim => ({ kind: 'EXACT', value: new Decimal(value) });

const coverage = (reported: number, expected: number): HeadlineCoverage => ({
  expected,
  reported,
  complete: reported === expected,
  missing: [],
});

/** The measure with its unit and breakdown of the shipped dictionary; one that is not in it counts things. */
function aTotal(measure: string, given: Partial<HeadlineTotal> = {}): HeadlineTotal {
  const later = { code: measure, name: measure, unit: 'COUNT', breakdown: null, headline: 'TOTAL' } as const;
  const { code, name, unit, breakdown, headline } = DICTIONARY.find((one) => one.code === measure) ?? later;
  return {
    measure: { code, version: 1, name, unit, breakdown, headline },
    part: null,
    force: null,
    value: new Decimal(1),
    qualifier: 'EXACT',
    lower: new Decimal(1),
    upper: new Decimal(1),
    coverage: coverage(5, 5),
    partGivenBy: null,
    ...given,
  };
}

/** The sentence and the short form. */
function words(measure: string, claim: AmountClaim | number, given: Partial<HeadlineTotal> = {}): [string, string] {
  const amount = typeof claim === 'number' ? exactly(claim) : claim;
  const { sentence, short } = wordsOf(aTotal(measure, given), amount, TEMPLATES);
  return [sentence, short];
}

const part = (code: string, name = code): Pick<HeadlineTotal, 'part'> => ({ part: { code, name } });

describe('the words of a total', () => {
  it.each<[string, AmountClaim | number, Partial<HeadlineTotal>, string, string]>([
    ['arrests', 112, {}, '112 people were arrested across the region.', '112 arrests'],
    ['arrests', 1, {}, 'One person was arrested across the region.', '1 arrest'],
    [
      'arrests',
      28,
      { force: DORSET },
      '28 people were arrested by police in Dorset.',
      '28 arrests by police in Dorset',
    ],
    [
      'arrests',
      7,
      { force: BTP },
      'Seven people were arrested by British Transport Police.',
      '7 arrests by British Transport Police',
    ],
    [
      'arrests',
      { kind: 'AT_LEAST', value: new Decimal(104) },
      { coverage: coverage(4, 5) },
      'At least 104 people were arrested across the region, with four of the five forces reporting.',
      'At least 104 arrests (4 of 5 forces)',
    ],
    [
      'cash-seized',
      { kind: 'MORE_THAN', value: new Decimal(1_100_000) },
      {},
      'More than £1.1 million in cash suspected to be linked to criminality was seized across the region.',
      'More than £1.1m in cash seized',
    ],
    [
      'drugs-value',
      404_000,
      {},
      'Suspected drugs with an estimated street value of £404,000 were seized across the region.',
      'Suspected drugs with an estimated street value of £404,000 seized',
    ],
    [
      'drugs-weight',
      7260,
      { ...part('cocaine'), force: DORSET },
      '7.26kg of suspected cocaine was seized by police in Dorset.',
      '7.26kg of suspected cocaine seized by police in Dorset',
    ],
    ['people-safeguarded', 1, part('child'), 'One child was safeguarded across the region.', '1 child safeguarded'],
    [
      'weapons-seized',
      { kind: 'BETWEEN', from: new Decimal(3), value: new Decimal(14) },
      part('knife'),
      'Between three and 14 knives were seized across the region.',
      'Between 3 and 14 knives seized',
    ],
    [
      'firearms-seized',
      2,
      {},
      'Two firearms believed to be real were seized across the region.',
      '2 firearms believed to be real seized',
    ],
  ])('of %s %j', (measure, claim, given, sentence, short) => {
    expect(words(measure, claim, given)).toEqual([sentence, short]);
  });

  it('are plain for a measure or a part without a template', () => {
    expect(words('drones-seized', 7)).toEqual(['Drones-seized: seven.', 'Drones-seized: 7']);
    expect(words('drones-seized', 12, { force: DORSET, coverage: coverage(4, 5) })).toEqual([
      'Drones-seized, Dorset: 12.',
      'Drones-seized, Dorset: 12',
    ]);
    expect(words('weapons-seized', 12, part('crossbow', 'Crossbow {count}'))).toEqual([
      'Weapons seized, Crossbow {count}: 12.',
      'Weapons seized, Crossbow {count}: 12',
    ]);
    expect(words('arrests', 12, part('adult', 'Adults'))[0]).toBe('Arrests, Adults: 12.');
  });

  it.each<[Pick<Force, 'name' | 'kind'>, string]>([
    [{ name: 'Dorset', kind: 'TERRITORIAL_FORCE' }, 'by police in Dorset'],
    [{ name: 'Dorset Police', kind: 'TERRITORIAL_FORCE' }, 'by Dorset Police'],
    [
      { name: 'South West Regional Organised Crime Unit', kind: 'REGIONAL_UNIT' },
      'by the South West Regional Organised Crime Unit',
    ],
    [{ name: 'British Transport Police', kind: 'NATIONAL_FORCE' }, 'by British Transport Police'],
    [{ name: 'Crimestoppers', kind: 'PARTNER' }, 'by Crimestoppers'],
  ])('name the force %j', ({ name, kind }, where) => {
    expect(words('arrests', 12, { force: { code: 'one', name, kind } })).toEqual([
      `12 people were arrested ${where}.`,
      `12 arrests ${where}`,
    ]);
  });
});

/** Every measure and part of the shipped dictionary that may be in a headline. */
const SUBJECTS = MEASURES.flatMap(({ code, breakdown, headline }): [string, HeadlinePart | null][] =>
  [...(headline === 'TOTAL' ? [null] : []), ...PARTS.filter((one) => one.breakdown === breakdown)].map((one) => [
    code,
    one,
  ]),
);

describe('the templates', () => {
  it('are there for every measure and part of the dictionary that may be in a headline', () => {
    expect([...TEMPLATES.measures.keys()].sort()).toEqual(MEASURES.map(({ code }) => code).sort());
    for (const { code, headline, breakdown } of MEASURES) {
      const wording = TEMPLATES.measures.get(code)!;
      expect([code, wording.whole !== null, wording.part !== null]).toEqual([
        code,
        headline === 'TOTAL',
        breakdown !== null,
      ]);
    }
    const parts = PARTS.map(({ breakdown, code }) => partKey(breakdown, code));
    expect([...TEMPLATES.parts.keys()].sort()).toEqual([...new Set(parts)].sort());
  });

  it.each([1, 2, 9, 10, 1_234_567])('render for %d without a leftover', (amount) => {
    for (const [measure, one] of SUBJECTS) {
      for (const force of [null, DORSET, BTP]) {
        const [sentence, short] = words(measure, amount, { part: one, force });
        expect(sentence).toMatch(/^[A-Z0-9£][^{}#]*[^ .]\.$/);
        expect(short).toMatch(/^[A-Z0-9£][^{}#]*[^ .]$/);
        expect(`${sentence} ${short}`).not.toMatch(/ {2}|undefined|null|: /);
      }
    }
  });

  it('say the amount exactly once', () => {
    for (const [measure, one] of SUBJECTS) {
      for (const text of words(measure, 77, { part: one, force: DORSET })) {
        expect(text.match(/\d+/g)).toEqual(['77']);
      }
    }
  });

  it('name people only for measures of people', () => {
    const ofPeople = MEASURES.filter(({ definition }) => /^People\b/.test(definition)).map(({ code }) => code);
    const saysPeople = SUBJECTS.filter(([, one]) => one === null)
      .map(([measure]) => measure)
      .filter((measure) => /^12 (missing )?people\b/.test(words(measure, 12)[0]));
    // Convictions count people too; the sentence counts convictions.
    expect(saysPeople.sort()).toEqual(ofPeople.filter((measure) => measure !== 'convictions').sort());
  });

  it('call drugs suspected, and their value estimated', () => {
    for (const [measure, one] of SUBJECTS.filter(([code]) => /^(drugs-|drug-seizures|cannabis-|gas-)/.test(code))) {
      for (const text of words(measure, 12, { part: one })) expect(text).toMatch(/suspected/i);
    }
    expect(words('drugs-value', 12, part('heroin'))[0]).toBe(
      'The estimated street value of suspected heroin seized across the region was £12.',
    );
  });
});
