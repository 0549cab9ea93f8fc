import { describe, expect, it } from '@jest/globals';
import { readDictionaryData } from '../reference-data.js';
import { MeasureSuggestions } from './measure-suggestions.js';
import { withParts, type Measure } from './measure.js';

/** The measures that come with the service, with their parts. */
function dictionary(): MeasureSuggestions {
  const { measures, breakdowns } = readDictionaryData();
  const rows = measures.map(({ also_known_as: alsoKnownAs, ...row }) => ({ ...row, alsoKnownAs }));
  const found = [...new Set(breakdowns.map(({ breakdown }) => breakdown))].map((code) => {
    const names = new Map(breakdowns.filter((row) => row.breakdown === code).map((row) => [row.code, row.name]));
    return { code, parts: [...names].map(([part, name]) => ({ code: part, name, group: null, classes: [] })) };
  });
  return new MeasureSuggestions(withParts(rows as unknown as Measure[], found));
}

const MEASURES = dictionary();
const meant = (sent: string, slips?: boolean): string[] =>
  MEASURES.for(sent, slips).map(({ measure, part }) => (part === null ? measure : `${measure} ${part}`));

describe('what is meant by an unknown measure', () => {
  it.each([
    ['People arrested', ['arrests']],
    ['arests', ['arrests']],
    ['knives', ['weapons-seized knife', 'weapons-surrendered knife', 'weapons-sweeps']],
    ['5 knives', ['weapons-seized knife', 'weapons-surrendered knife', 'weapons-sweeps']],
    ['cocaine', ['drugs-value cocaine', 'drugs-weight cocaine', 'drugs-tablets cocaine']],
    ['heroin-weight', ['drugs-weight heroin']],
    ['knives-seized', ['weapons-seized knife']],
    ['kids', ['people-safeguarded child', 'nrm-referrals child', 'missing-people-found child']],
    ['cars', ['vehicles-seized car']],
    ['county line', ['lines-closed', 'lines-disrupted']],
  ])('%s is %j', (sent, places) => {
    expect(meant(sent)).toEqual(places);
  });

  it.each(['', 'a', 'of', '5', 'seized', 'laundering', 'xyzzy', 'knives'.repeat(20)])(
    '%.20j is nothing, because it fits no measure or too many',
    (sent) => {
      expect(meant(sent)).toEqual([]);
    },
  );

  it('is only an exact name if nothing else is looked for', () => {
    expect([meant('Arrests', false), meant('knives', false)]).toEqual([['arrests'], []]);
  });

  it('is asked about with the part and its measure', () => {
    expect(MEASURES.question('cars')).toBe('Did you mean the part "car" of "vehicles-seized"?');
    expect(MEASURES.question('arests', "'")).toBe("Did you mean 'arrests'?");
    expect(MEASURES.question('xyzzy')).toBeNull();
  });
});
