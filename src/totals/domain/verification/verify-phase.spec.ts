import { describe, expect, it } from '@jest/globals';
import { differencesOfPhase, type PhaseState } from './verify-phase.js';
import type { ReturnHead } from './verify-life.js';

const at = (day: number): Date => new Date(`2026-01-${String(day).padStart(2, '0')}T12:00:00Z`);

/** A return of one version, submitted on one day and signed off on another. */
function signedOff(force: string, submitted: number, signed: number): ReturnHead {
  const step = (name: string, day: number) => ({
    serial: day,
    step: name,
    person: 'somebody',
    state: 'SUBMITTED',
    beganAt: at(day),
    submittedAt: at(submitted),
    accepted: false,
    wasAccepted: false,
    withoutSignOff: false,
  });
  const questions = { askedAs: [], answered: 0, takenBack: 0, overtaken: 0 };
  const steps = [step('SUBMIT', submitted), step('SIGN_OFF', signed)];
  return { force, count: 1, current: 1, versions: [{ id: force, version: 1, steps, questions }] };
}

const RETURNS = [signedOff('dorset', 5, 6), signedOff('wiltshire', 6, 7)];
const NOW = {
  participants: [{ force: 'dorset', participation: 'TAKING_PART' }],
  asks: [{ measure: 'arrests', ask: 'CORE' }],
} as const;
const RIGHT: PhaseState = {
  dataVersion: 4n,
  dataChangedAt: at(8),
  changes: [at(1), at(5), at(6), at(7), at(8)],
  participationHistory: [
    { force: 'dorset', participation: 'NOT_KNOWN', beganAt: null },
    { force: 'dorset', participation: 'TAKING_PART', beganAt: at(8) },
  ],
  askHistory: [
    { measure: 'arrests', ask: 'CORE', beganAt: null },
    { measure: 'charges', ask: 'ASKED', beganAt: null },
    { measure: 'charges', ask: null, beganAt: at(8) },
  ],
};

describe('a phase', () => {
  it.each([
    ['is correct as it is stored', {}, []],
    ['may count more changes than are known', { dataVersion: 9n, dataChangedAt: at(9) }, []],
    [
      'is wrong if it counts fewer changes than there are instants',
      { dataVersion: 3n },
      [['DATA_VERSION', null, '3', '4 or more, one for each change']],
    ],
    [
      'is wrong if it is dated before the last change',
      { dataChangedAt: at(7) },
      [['DATA_CHANGED_AT', null, at(7).toISOString(), `not before the newest change, ${at(8).toISOString()}`]],
    ],
    [
      'is wrong if two changes are missing from its history',
      { changes: [at(5), at(7)] },
      [
        ['PHASE_CHANGE', null, null, at(6).toISOString()],
        ['PHASE_CHANGE', null, null, at(8).toISOString()],
      ],
    ],
    [
      'is wrong if a participation differs from its history',
      { participationHistory: RIGHT.participationHistory.toReversed() },
      [['PARTICIPATION', 'dorset', 'TAKING_PART', 'NOT_KNOWN']],
    ],
    [
      'is wrong if a participant is missing from its history',
      { participationHistory: [] },
      [['PARTICIPATION', 'dorset', 'TAKING_PART', null]],
    ],
    ['is wrong if it asks for more than its history has', { askHistory: [] }, [['ASK', null, 'CORE', null]]],
    [
      'is wrong if it asks for less than its history has',
      { askHistory: RIGHT.askHistory.slice(0, 2) },
      [['ASK', null, null, 'ASKED']],
    ],
  ])('%s', (_, other, expected) => {
    const found = differencesOfPhase({ ...RIGHT, ...other }, NOW, RETURNS);
    expect(found.map((one) => [one.compared, one.force, one.stored, one.recomputed])).toEqual(expected);
  });
});
