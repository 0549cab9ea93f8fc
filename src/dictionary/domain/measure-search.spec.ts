import { describe, expect, it } from '@jest/globals';
import { readDictionaryData } from '../reference-data.js';
import { searchMeasures, type FoundMeasure, type MeasureMatch } from './measure-search.js';
import type { MeasureInForce } from './measure.js';

/** The measures that come with the service, with their parts. */
const MEASURES: readonly MeasureInForce[] = dictionary();

function dictionary(): MeasureInForce[] {
  const { measures, breakdowns } = readDictionaryData();
  return measures.map((row, index) => {
    const rows = breakdowns.filter(({ breakdown }) => breakdown === row.breakdown);
    const names = new Map(rows.map(({ code, name }) => [code, name]));
    const parts = [...names].map(([code, name]) => ({ code, name, group: null, classes: [] }));
    const { also_known_as: alsoKnownAs } = row;
    return { ...row, alsoKnownAs, position: index + 1, parts } as unknown as MeasureInForce;
  });
}

const search = (words: string | null, measures = MEASURES): FoundMeasure[] =>
  searchMeasures(measures, { search: words, category: null });

const foundBy = (words: string, code: string): readonly MeasureMatch[] | undefined =>
  search(words).find((measure) => measure.code === code)?.foundBy;

const match = (kind: MeasureMatch['kind'], text: unknown, words: string[], part: string | null = null): MeasureMatch =>
  ({ kind, text, part, words }) as MeasureMatch;

describe('a search for measures', () => {
  it.each([
    ['knives', 'weapons-seized', match('PART', 'Knife', ['knives'], 'knife')],
    ['Knife', 'weapons-surrendered', match('PART', 'Knife', ['Knife'], 'knife')],
    ['knives', 'weapons-sweeps', match('OTHER_NAME', 'knife sweeps', ['knives'])],
    ['heroin', 'drugs-weight', match('PART', 'Heroin', ['heroin'], 'heroin')],
    ['HEROÏN', 'drugs-weight', match('PART', 'Heroin', ['HEROÏN'], 'heroin')],
    ['children', 'missing-people-found', match('PART', 'Children (under 18)', ['children'], 'child')],
    ['child', 'nrm-referrals', match('PART', 'Children (under 18)', ['child'], 'child')],
    ['axes', 'weapons-seized', match('PART', 'Axe', ['axes'], 'axe')],
    ['raid', 'warrants-executed', match('OTHER_NAME', 'raids', ['raid'])],
    ['arrest', 'arrests', match('NAME', 'Arrests', ['arrest'])],
    ['positive-', 'positive-drug-tests', match('CODE', 'positive-drug-tests', ['positive-'])],
    ['positive\u2011drug', 'positive-drug-tests', match('CODE', 'positive-drug-tests', ['positive\u2011drug'])],
    ['laundering', 'arrests', match('DEFINITION', expect.stringContaining('money laundering'), ['laundering'])],
    ['open space', 'weapons-sweeps', match('DEFINITION', 'Open-space sweeps for weapons', ['open', 'space'])],
    ['kids', 'nrm-referrals', match('PART', 'Children (under 18)', ['kids'], 'child')],
    ['kid', 'nrm-referrals', match('PART', 'Children (under 18)', ['kid'], 'child')],
    ['\u201Ckids\u201D', 'nrm-referrals', match('PART', 'Children (under 18)', ['\u201Ckids\u201D'], 'child')],
    ['\u2018knives\u2019', 'weapons-seized', match('PART', 'Knife', ['\u2018knives\u2019'], 'knife')],
    ['"knives",', 'weapons-seized', match('PART', 'Knife', ['"knives",'], 'knife')],
    ['children\u2019s', 'nrm-referrals', match('PART', 'Children (under 18)', ['children\u2019s'], 'child')],
    ['five knives', 'weapons-seized', match('PART', 'Knife', ['knives'], 'knife')],
    ['5 knives', 'weapons-seized', match('PART', 'Knife', ['knives'], 'knife')],
    ['1,200 knives', 'weapons-seized', match('PART', 'Knife', ['knives'], 'knife')],
    ['some kids', 'nrm-referrals', match('PART', 'Children (under 18)', ['kids'], 'child')],
    [
      'type 1',
      'lines-closed',
      match('PART', expect.stringContaining('(type 1)'), ['type', '1'], 'line-holder-charged'),
    ],
    ['e-bikes', 'vehicles-seized', match('PART', 'E-bike', ['e-bikes'], 'e-bike')],
    ['pistols', 'weapons-seized', match('PART', 'Firearm', ['pistols'], 'firearm')],
    ['coke', 'drugs-weight', match('PART', 'Cocaine', ['coke'], 'cocaine')],
  ])('for %s finds %s, and says by what', (words, code, found) => {
    expect(foundBy(words, code)).toEqual([found]);
  });

  it('prefers a text that has all words', () => {
    expect(foundBy('lines county', 'lines-closed')).toEqual([
      match('OTHER_NAME', 'county lines closed', ['lines', 'county']),
    ]);
  });

  it('has every word, in any order, each where it is first found', () => {
    expect(foundBy('heroin weight', 'drugs-weight')).toEqual([
      match('PART', 'Heroin', ['heroin'], 'heroin'),
      match('NAME', 'Weight of drugs seized', ['weight']),
    ]);
    expect(search('heroin weight').map(({ code }) => code)).toEqual(search('weight heroin').map(({ code }) => code));
    expect(search('heroin arrested')).toEqual([]);
  });

  it('keeps the order of the dictionary', () => {
    const codes = MEASURES.map(({ code }) => code);
    const found = search('drugs').map(({ code }) => code);
    expect(found.length).toBeGreaterThan(5);
    expect(found).toEqual(codes.filter((code) => found.includes(code)));
  });

  it('finds a name in each form of Unicode', () => {
    const cafes = MEASURES.slice(0, 1).map((measure) => ({ ...measure, name: 'Cafe\u0301s visited' }));
    expect(search('caf\u00E9', cafes)).toHaveLength(1);
    expect(search('CAFES', cafes)).toHaveLength(1);
  });

  it.each(['%', '_', '\\', 'ring', 'people|arrested', 'xyzzy', 'five xyzzy', '"', '5'])(
    'finds nothing for %s',
    (words) => {
      expect(search(words)).toEqual([]);
    },
  );

  it.each([null, '', ' ', '\u00AD'])('for %j finds every measure by nothing', (words) => {
    expect(search(words)).toEqual(MEASURES.map((measure) => ({ ...measure, foundBy: [] })));
  });
});
