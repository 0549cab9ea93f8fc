import { describe, expect, it } from '@jest/globals';
import { PARTICIPATIONS, PHASE_STATUSES } from '../../operations/domain/index.js';
import { admissionProblems, versionProblems, type Admission } from './admission.js';
import { lifeOf, standingOf, type Standing } from './lifecycle.js';

const asked = (given: Partial<Admission>): Admission => ({
  phase: { name: 'Operation Scorpion 4', status: 'OPEN' },
  force: { name: 'Dorset Police' },
  participation: 'TAKING_PART',
  ...given,
});
const codes = (given: Partial<Admission>): string[] => admissionProblems(asked(given)).map(({ code }) => code);

describe('whether a phase takes a return of a force', () => {
  it.each(PHASE_STATUSES)('is decided by the status of the phase: %s', (status) => {
    const expected = status === 'OPEN' ? [] : ['PHASE_NOT_OPEN'];
    expect(codes({ phase: { name: 'Operation Scorpion 4', status } })).toEqual(expected);
  });

  it.each([...PARTICIPATIONS, null])('is decided by the participation of the force: %s', (participation) => {
    const welcome = participation === 'TAKING_PART' || participation === 'NOT_KNOWN';
    expect(codes({ participation })).toEqual(welcome ? [] : ['FORCE_NOT_PARTICIPATING']);
  });

  it('tells both reasons at once, with names and with what to do', () => {
    const phase = { name: 'Operation Scorpion 4', status: 'CLOSED' } as const;
    expect(admissionProblems(asked({ phase, participation: null })).map(({ message }) => message)).toEqual([
      'Operation Scorpion 4 is closed and takes no returns; ask the regional coordinator to open it.',
      'Dorset Police does not take part in Operation Scorpion 4; check the phase, or ask the regional coordinator to add the force.',
    ]);
  });
});

/** A return of which this many versions were submitted, and nothing else happened. */
const standingAt = (versions: number): Standing =>
  standingOf(Array.from({ length: versions }, (_, place) => lifeOf(place + 1, [{ step: 'SUBMIT', person: 'a' }])));

describe('the version that the sender believed to stand', () => {
  it.each([
    [null, 0],
    [null, 3],
    [0, 0],
    [3, 3],
  ])('may be %s where %d stands', (expected, standing) => {
    expect(versionProblems(expected, standingAt(standing))).toEqual([]);
  });

  it.each([
    [0, 1, 'You expected version 0, but version 1 stands'],
    [2, 3, 'You expected version 2, but version 3 stands'],
    [1, 0, 'You expected version 1, but no version stands'],
  ])('is not %d where %d stands', (expected, standing, found) => {
    expect(versionProblems(expected, standingAt(standing))).toMatchObject([
      { code: 'VERSION_CONFLICT', severity: 'BLOCK', message: expect.stringContaining(found) },
    ]);
  });
});
