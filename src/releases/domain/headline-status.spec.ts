import { describe, expect, it } from '@jest/globals';
import type { FrozenHeadline } from './content.js';
import { headlineStatus } from './headline-status.js';
import type { ReleaseStatus } from './release.js';

const named = (code: string): { code: string; name: string } => ({ code, name: code });

/** The region's headline of 104 arrests, without Dorset. */
function aHeadline(given: Partial<FrozenHeadline> = {}): FrozenHeadline {
  return {
    measure: { ...named('arrests'), unit: 'COUNT', category: 'ARRESTS', version: 1, definition: 'Arrests.' },
    breakdown: null,
    force: null,
    sentence: 'At least 104 people were arrested, with four of the five forces reporting.',
    short: 'At least 104 arrests (4 of 5 forces)',
    alternatives: ['more than 100'],
    value: 104,
    qualifier: 'AT_LEAST',
    lower: 104,
    upper: null,
    coverage: { expected: 5, reported: 4, complete: false, missing: [named('dorset')], notHeard: [] },
    restsOn: [],
    ...given,
  };
}

const WITHOUT_WILTSHIRE = { ...aHeadline().coverage, missing: [named('wiltshire')] };

describe('the status of a headline', () => {
  it.each<[string, ReleaseStatus]>([
    ['WITHDRAWN', 'WITHDRAWN'],
    ['HELD', 'HELD'],
    ['CURRENT', 'PUBLISHED'],
  ])('is %s in a release that is %s and that no later one replaces', (expected, status) => {
    expect(headlineStatus(aHeadline(), status, null)).toBe(expected);
  });

  it.each<[string, string, Partial<FrozenHeadline>]>([
    ['CURRENT', 'the same', {}],
    [
      'CURRENT',
      'the same of another version of a return',
      { restsOn: [{ force: named('wiltshire'), version: 2, withoutSignOff: false }] },
    ],
    ['SUPERSEDED', 'other words', { sentence: '104 people were arrested.' }],
    ['SUPERSEDED', 'other words on a card', { short: '104 arrests' }],
    ['SUPERSEDED', 'other alternatives', { alternatives: [] }],
    ['SUPERSEDED', 'the same of another figure', { value: 104.5 }],
    ['SUPERSEDED', 'the same of another upper bound', { upper: 110 }],
    ['SUPERSEDED', 'the same of other forces', { coverage: WITHOUT_WILTSHIRE }],
    ['SUPERSEDED', 'something of another measure', { measure: { ...aHeadline().measure, code: 'charges' } }],
    ['SUPERSEDED', 'something of a part', { breakdown: named('child') }],
    ['SUPERSEDED', 'something of a force', { force: named('dorset') }],
  ])('is %s if a later release says %s', (expected, _, later) => {
    const headlines = [aHeadline(later)];
    expect(headlineStatus(aHeadline(), 'SUPERSEDED', { isWithdrawn: false, headlines })).toBe(expected);
    expect(headlineStatus(aHeadline(), 'SUPERSEDED', { isWithdrawn: true, headlines })).toBe('SUPERSEDED');
  });

  it("does not depend, for a force's own, on who else has reported", () => {
    const own = { force: named('dorset') };
    const later = { isWithdrawn: false, headlines: [aHeadline({ ...own, coverage: WITHOUT_WILTSHIRE })] };
    expect(headlineStatus(aHeadline(own), 'SUPERSEDED', later)).toBe('CURRENT');
  });
});
