import { describe, expect, it } from '@jest/globals';
import { at, head, lived } from '../../../../test/support/returns/lived-versions.js';
import { countingVersion, versionAtFinal } from './counting-version.js';

describe('the version that is compared after the final date', () => {
  const accepted = lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'ACCEPT');
  const second = lived(2, 10, 'SUBMIT', 'SIGN_OFF', 'ACCEPT');

  it.each([
    ['the one that counted then', head(2, accepted, second), 9, '1', '1'],
    ['the newest, on the basis PROVISIONAL', head(2, accepted, second), 11, '2', '1'],
    ['the first that was accepted since', head(2, accepted, second), 4, '1', '1'],
    ['the first that was accepted since, on the basis ACCEPTED', head(2, lived(1, 5, 'SUBMIT'), second), 9, '1', '2'],
    ['none without an acceptance since', head(1, lived(1, 5, 'SUBMIT')), 4, null, null],
  ])('is %s', (_, of, day, provisional, onAccepted) => {
    expect(versionAtFinal(of, 'PROVISIONAL', at(day))).toBe(provisional);
    expect(versionAtFinal(of, 'ACCEPTED', at(day))).toBe(onAccepted);
  });
});

describe('the version that counts', () => {
  const accepted = lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'ACCEPT');
  const correction = lived(2, 10, 'SUBMIT', 'SIGN_OFF');
  const waiting = { version: 2, submittedAt: at(10), status: 'SIGNED_OFF', withoutSignOff: false };
  const before = { version: 1, submittedAt: at(5), status: 'ACCEPTED', withoutSignOff: false };

  it.each([
    ['a correction waits', head(2, accepted, correction), waiting, before],
    ['none is accepted', head(1, lived(1, 5, 'SUBMIT')), { ...before, status: 'SUBMITTED' }, null],
    ['the newest was withdrawn', head(1, accepted, lived(2, 10, 'SUBMIT', 'WITHDRAW')), before, before],
    ['all were withdrawn', head(null, lived(1, 5, 'SUBMIT', 'WITHDRAW')), null, null],
    ['it has no steps', head(1, lived(1, 5)), null, null],
    ['there is none', head(null), null, null],
    [
      'it is accepted without sign-off',
      head(1, lived(1, 5, 'SUBMIT', 'ACCEPT')),
      { ...before, withoutSignOff: true },
      { ...before, withoutSignOff: true },
    ],
    [
      'it has an open question',
      head(1, lived(1, 5, 'SUBMIT', 'SIGN_OFF', 'ACCEPT', 'QUERY')),
      { ...before, status: 'QUERIED' },
      before,
    ],
    [
      'the acceptance of the second was undone',
      head(2, accepted, lived(2, 10, 'SUBMIT', 'SIGN_OFF', 'ACCEPT', 'UNDO_ACCEPTANCE')),
      waiting,
      before,
    ],
  ])('if %s', (_, of, provisional, counted) => {
    const numberOf = (one: ReturnType<typeof countingVersion>): unknown => {
      if (one === null) return null;
      const { id, ...rest } = one;
      expect(id).toBe(String(rest.version));
      return rest;
    };
    expect(numberOf(countingVersion(of, 'PROVISIONAL'))).toEqual(provisional);
    expect(numberOf(countingVersion(of, 'ACCEPTED'))).toEqual(counted);
  });
});
