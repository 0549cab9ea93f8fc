import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { PARTICIPATIONS, type Participant } from '../../operations/domain/index.js';
import { coverageOf } from './coverage.js';

const PARTICIPANTS: readonly Participant[] = [
  { force: 'avon-and-somerset', participation: 'TAKING_PART' },
  { force: 'btp', participation: 'NOT_KNOWN' },
  { force: 'crimestoppers', participation: 'NOT_TAKING_PART' },
  { force: 'dorset', participation: 'TAKING_PART' },
  { force: 'wiltshire', participation: 'TAKING_PART' },
];

describe('coverage', () => {
  it.each([
    [
      'nobody',
      [],
      {
        expected: 3,
        reported: 0,
        missing: ['avon-and-somerset', 'dorset', 'wiltshire'],
        complete: false,
        notKnownSilent: ['btp'],
      },
    ],
    [
      'some of the expected',
      ['dorset'],
      {
        expected: 3,
        reported: 1,
        missing: ['avon-and-somerset', 'wiltshire'],
        complete: false,
        notKnownSilent: ['btp'],
      },
    ],
    [
      'all of the expected',
      ['wiltshire', 'dorset', 'avon-and-somerset'],
      { expected: 3, reported: 3, missing: [], complete: true, notKnownSilent: ['btp'] },
    ],
    [
      'a NOT_KNOWN force alone',
      ['btp'],
      {
        expected: 3,
        reported: 0,
        missing: ['avon-and-somerset', 'dorset', 'wiltshire'],
        complete: false,
        notKnownSilent: [],
      },
    ],
    [
      'a force that does not take part, and a stranger',
      ['crimestoppers', 'kent'],
      {
        expected: 3,
        reported: 0,
        missing: ['avon-and-somerset', 'dorset', 'wiltshire'],
        complete: false,
        notKnownSilent: ['btp'],
      },
    ],
  ])('with reports from %s names the missing forces', (_, reporting, expected) => {
    expect(coverageOf(PARTICIPANTS, new Set(reporting))).toEqual(expected);
  });

  it('is complete if no force is expected', () => {
    expect(coverageOf([], new Set(['dorset']))).toEqual({
      expected: 0,
      reported: 0,
      missing: [],
      complete: true,
      notKnownSilent: [],
    });
  });

  const someForce = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
  const someParticipants = fc.uniqueArray(
    fc.record({ force: someForce, participation: fc.constantFrom(...PARTICIPATIONS) }),
    { selector: ({ force }) => force },
  );

  it('never counts more forces than are expected, and counts each as reported or missing', () => {
    fc.assert(
      fc.property(someParticipants, fc.array(someForce), (participants, reporting) => {
        const { expected, reported, missing, complete, notKnownSilent } = coverageOf(participants, new Set(reporting));
        expect(reported).toBeGreaterThanOrEqual(0);
        expect(reported).toBeLessThanOrEqual(expected);
        expect(reported + missing.length).toBe(expected);
        expect(complete).toBe(reported === expected);
        expect([...missing, ...notKnownSilent].filter((force) => new Set<string>(reporting).has(force))).toEqual([]);
      }),
      SEEDED,
    );
  });

  it('leaves out forces that do not take part', () => {
    fc.assert(
      fc.property(someParticipants, fc.array(someForce), (participants, reporting) => {
        const others = participants.filter(({ participation }) => participation !== 'NOT_TAKING_PART');
        expect(coverageOf(participants, new Set(reporting))).toEqual(coverageOf(others, new Set(reporting)));
      }),
      SEEDED,
    );
  });

  it('never shrinks as more forces report', () => {
    fc.assert(
      fc.property(someParticipants, fc.array(someForce), someForce, (participants, reporting, one) => {
        const before = coverageOf(participants, new Set(reporting));
        const now = coverageOf(participants, new Set([...reporting, one]));
        expect(now.reported).toBeGreaterThanOrEqual(before.reported);
        expect(now.expected).toBe(before.expected);
      }),
      SEEDED,
    );
  });
});
