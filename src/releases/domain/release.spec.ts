import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { comparedWith, isOut, newestOf, statusOf, supersededBy, type ReleaseTimes } from './release.js';

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
  it('is the newest later version that is out, also if it was withdrawn', () => {
    fc.assert(
      fc.property(someVersions, someMoment, (all, now) => {
        for (const one of all) {
          const later = all.filter((other) => other.version > one.version && isOut(other, now));
          expect(supersededBy(one, all, now)).toBe(later.at(-1)?.version ?? null);
        }
      }),
      SEEDED,
    );
  });
});

describe('the newest of several releases', () => {
  it.each<[number | undefined, ReleaseTimes[]]>([
    [undefined, []],
    [1, [version(1, 5)]],
    [2, [version(1, 0), version(2, 5)]],
    [2, [version(2, 0, 3), version(1, 0)]],
    [1, [version(1, 0), version(2, 5, 3)]],
    [2, [version(1, 5, 2), version(2, 5, 3)]],
  ])('is release %s: %#', (expected, releases) => {
    expect(newestOf(releases)?.version).toBe(expected);
  });
});

describe('the release that the next one is compared with', () => {
  it.each<[number | undefined, boolean, ReleaseTimes[]]>([
    [undefined, true, []],
    [1, false, [version(1, 0)]],
    [undefined, false, [version(1, 9)]],
    [1, true, [version(1, 9)]],
    [1, false, [version(1, 0), version(2, 9)]],
    [2, true, [version(1, 0), version(2, 9)]],
    [1, true, [version(1, 0), version(2, 0, 3)]],
    [1, true, [version(1, 0), version(2, 9, 3)]],
  ])('is release %s: %#', (expected, atOnce, releases) => {
    expect(comparedWith(releases, at(5), atOnce)?.version).toBe(expected);
  });
});
