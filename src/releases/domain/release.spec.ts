import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { isOut, statusOf, supersededBy, type ReleaseTimes } from './release.js';

const at = (minute: number): Date => new Date(Date.UTC(2027, 2, 10, 9, minute));

const version = (number: number, opens: number, withdrawn: number | null = null): ReleaseTimes => ({
  version: number,
  opensAt: at(opens),
  withdrawnAt: withdrawn === null ? null : at(withdrawn),
});

/** Versions 1 to n, each with a minute at which it opens, and perhaps one at which it was withdrawn. */
const someVersions = fc
  .array(fc.tuple(fc.nat(9), fc.option(fc.nat(9))), { minLength: 1, maxLength: 6 })
  .map((times) => times.map(([opens, withdrawn], place) => version(place + 1, opens, withdrawn)));

const someMoment = fc.nat(9).map(at);

describe('a release', () => {
  it.each<[string, ReleaseTimes, boolean]>([
    ['opens at this minute', version(1, 5), true],
    ['opens later', version(1, 6), false],
    ['was withdrawn before it opened', version(1, 5, 4), false],
    ['was withdrawn as it opened', version(1, 5, 5), true],
    ['was withdrawn after it opened', version(1, 3, 4), true],
  ])('that %s is out: %#', (_, release, expected) => {
    expect(isOut(release, at(5))).toBe(expected);
  });

  it('comes out at some minute and stays out', () => {
    fc.assert(
      fc.property(someVersions, fc.nat(9), fc.nat(9), ([release], one, other) => {
        if (isOut(release!, at(Math.min(one, other)))) expect(isOut(release!, at(Math.max(one, other)))).toBe(true);
      }),
      SEEDED,
    );
  });
});

describe('the status of a release', () => {
  it.each<[string, ReleaseTimes, ReleaseTimes[]]>([
    ['PUBLISHED', version(1, 0), []],
    ['HELD', version(1, 9), []],
    ['PUBLISHED', version(1, 0), [version(2, 9)]],
    ['SUPERSEDED', version(1, 0), [version(2, 5)]],
    ['PUBLISHED', version(2, 0), [version(1, 0)]],
    ['WITHDRAWN', version(1, 0, 3), [version(2, 0)]],
    ['WITHDRAWN', version(1, 9, 3), []],
    ['SUPERSEDED', version(1, 0), [version(2, 1, 3)]],
    ['PUBLISHED', version(1, 0), [version(2, 4, 3)]],
  ])('is %s: %#', (status, release, others) => {
    expect(statusOf(release, [release, ...others], at(5))).toBe(status);
  });

  it('is PUBLISHED of at most one version, and then of the newest that is out', () => {
    fc.assert(
      fc.property(someVersions, someMoment, (all, now) => {
        const published = all.filter((one) => statusOf(one, all, now) === 'PUBLISHED');
        const newest = all.filter((one) => isOut(one, now)).at(-1);
        expect(published).toEqual(newest?.withdrawnAt === null ? [newest] : []);
      }),
      SEEDED,
    );
  });

  it('depends on no version that is not out, other than the release itself', () => {
    fc.assert(
      fc.property(someVersions, someMoment, (all, now) => {
        for (const one of all) {
          const seen = all.filter((other) => other === one || isOut(other, now));
          expect(statusOf(one, seen, now)).toBe(statusOf(one, all, now));
          expect(supersededBy(one, seen, now)).toBe(supersededBy(one, all, now));
        }
      }),
      SEEDED,
    );
  });
});

describe('what supersedes a release', () => {
  it('is the newest later version that is out, and a withdrawn one only if there is no other', () => {
    fc.assert(
      fc.property(someVersions, someMoment, (all, now) => {
        for (const one of all) {
          const found = all.find((other) => other.version === supersededBy(one, all, now));
          const later = all.filter((other) => other.version > one.version && isOut(other, now));
          const standing = later.filter(({ withdrawnAt }) => withdrawnAt === null);
          expect(found).toBe(standing.at(-1) ?? later.at(-1));
        }
      }),
      SEEDED,
    );
  });
});
