import { describe, expect, it } from '@jest/globals';
import { PARTICIPATIONS, PHASE_STATUSES, type PhaseStatus } from '../../../operations/domain/index.js';
import { admissionProblems, versionProblems, type Admission } from './admission.js';
import { lifeOf, currentVersionsOf, type CurrentVersions } from './life.js';

const phase = (status: PhaseStatus, closedAt: Date | null = null): Admission['phase'] => ({
  code: 'scorpion-4',
  name: 'Operation Scorpion 4',
  status,
  closedAt,
});
const asked = (given: Partial<Admission>): Admission => ({
  phase: phase('OPEN'),
  force: { code: 'dorset', name: 'Dorset Police' },
  participation: 'TAKING_PART',
  hasReturn: false,
  exceptionUntil: null,
  isOwn: true,
  ...given,
});
const codes = (given: Partial<Admission>): string[] => admissionProblems(asked(given)).map(({ code }) => code);

describe('a phase', () => {
  it.each(PHASE_STATUSES)('accepts a first return only while it is open: %s', (status) => {
    const expected = status === 'OPEN' ? [] : ['PHASE_NOT_OPEN'];
    expect(codes({ phase: phase(status) })).toEqual(expected);
  });

  it('accepts a correction when it is closed, but not while it is planned', () => {
    expect(codes({ phase: phase('CLOSED'), hasReturn: true })).toEqual([]);
    expect(codes({ phase: phase('PLANNED'), hasReturn: true })).toEqual(['PHASE_NOT_OPEN']);
  });

  it('accepts a first return with an exception when it is closed, but not while it is planned', () => {
    const exceptionUntil = new Date('2026-12-24T12:00:00Z');
    expect(codes({ phase: phase('CLOSED'), exceptionUntil })).toEqual([]);
    expect(codes({ phase: phase('PLANNED'), exceptionUntil })).toEqual(['PHASE_NOT_OPEN']);
  });

  it.each([...PARTICIPATIONS, null])('accepts returns only of forces that may take part: %s', (participation) => {
    const welcome = participation === 'TAKING_PART' || participation === 'NOT_KNOWN';
    expect(codes({ participation })).toEqual(welcome ? [] : ['FORCE_NOT_PARTICIPATING']);
  });

  it('gives both reasons for a rejection at once, with names and what to do', () => {
    const closed = phase('CLOSED', new Date('2026-06-20T22:59:59.999Z'));
    expect(admissionProblems(asked({ phase: closed, participation: null })).map(({ message }) => message)).toEqual([
      'Operation Scorpion 4 has been closed since 23:59 on 20 June 2026 (UK time) and takes a first return only by exception. Ask the regional coordinator for an exception for Dorset Police (grantException).',
      'Dorset Police does not take part in Operation Scorpion 4. Check the phase, or ask the regional coordinator to add the force (setParticipation).',
    ]);
  });

  it('tells the coordinator, who can do so, how to take the return of a force', () => {
    const messagesOf = (given: Partial<Admission>): string[] =>
      admissionProblems(asked({ ...given, isOwn: false })).map(({ message }) => message);
    expect(messagesOf({ phase: phase('CLOSED'), participation: null })).toEqual([
      'Operation Scorpion 4 is closed and takes a first return only by exception. Grant one: grantException(phase: "scorpion-4", force: "dorset", until: "YYYY-MM-DDThh:mm:ssZ", reason: "…"), with a time in the future and why the return is late. Then send the return again.',
      'Dorset Police does not take part in Operation Scorpion 4. Check the phase, or add the force first: setParticipation(phase: "scorpion-4", force: "dorset", participation: TAKING_PART, reason: "…").',
    ]);
    expect(messagesOf({ phase: phase('PLANNED') })).toEqual([
      'Operation Scorpion 4 is not open yet, so it takes no returns. Open it first: openPhase(phase: "scorpion-4").',
    ]);
  });
});

/** A return with this many submitted versions, and no other steps. */
const afterVersions = (versions: number): CurrentVersions =>
  currentVersionsOf(
    Array.from({ length: versions }, (_, place) => lifeOf(place + 1, [{ step: 'SUBMIT', person: 'a' }])),
  );

it('a rejection for a phase that was closed by hand, or is not open yet, says what to do', () => {
  const messageOf = (status: PhaseStatus): unknown => admissionProblems(asked({ phase: phase(status) }))[0]?.message;
  expect(messageOf('CLOSED')).toMatch(
    /^Operation Scorpion 4 is closed and takes a first return only by exception. Ask/,
  );
  expect(messageOf('PLANNED')).toMatch(/^Operation Scorpion 4 is not open yet, so it takes no returns. Ask/);
});

describe('the expected version', () => {
  it.each([
    [null, 0],
    [null, 3],
    [0, 0],
    [3, 3],
  ])('may be %s if the current version is %d', (expected, current) => {
    expect(versionProblems(expected, afterVersions(current))).toEqual([]);
  });

  it.each([
    [0, 1, 'You expected version 0, but version 1 is current'],
    [2, 3, 'You expected version 2, but version 3 is current'],
    [1, 0, 'You expected version 1, but there is no version'],
  ])('cannot be %d if the current version is %d', (expected, current, found) => {
    expect(versionProblems(expected, afterVersions(current))).toMatchObject([
      { code: 'VERSION_CONFLICT', severity: 'BLOCK', message: expect.stringContaining(found) },
    ]);
  });
});
