import {
  STATEMENT,
  type FrozenCoverage,
  type FrozenHeadline,
  type Named,
  type ReleaseContent,
} from '../../../src/releases/domain/index.js';

/** Something whose code is its name in lower case. */
export const named = (name: string): Named => ({ code: name.toLowerCase(), name });

/** All of five forces have reported. */
export const ALL_FIVE: FrozenCoverage = { expected: 5, reported: 5, complete: true, missing: [], notHeard: [] };

/** The region's headline of 112 arrests, from all five forces. */
export function aHeadline(given: Partial<FrozenHeadline> = {}): FrozenHeadline {
  return {
    measure: { ...named('Arrests'), unit: 'COUNT', category: 'ARRESTS', version: 1, definition: 'Arrests.' },
    breakdown: null,
    force: null,
    sentence: '112 people were arrested across the region.',
    short: '112 arrests',
    alternatives: [],
    value: 112,
    qualifier: 'EXACT',
    lower: 112,
    upper: 112,
    coverage: ALL_FIVE,
    restsOn: [],
    ...given,
  };
}

/** Version 2 of a release of Operation Scorpion 13. */
export function aRelease(given: Partial<ReleaseContent> = {}): ReleaseContent {
  return {
    phase: {
      code: 'scorpion-13',
      name: 'Operation Scorpion 13',
      operation: 'scorpion',
      startsOn: '2025-11-24',
      endsOn: '2025-11-30',
      datesKnownTo: 'DAY',
    },
    version: 2,
    kind: 'REVISION',
    note: 'Late figures.',
    publishedAt: '2025-12-05T09:05:00.000Z',
    asAt: '2025-12-05T09:05:00.000Z',
    statement: STATEMENT,
    coverage: ALL_FIVE,
    restsOn: [],
    totals: [],
    changesSince: 1,
    changes: [],
    headlines: [],
    ...given,
  };
}
