import type { Participant } from '../../operations/domain/index.js';

/** Who of a phase's participants is in a total. Forces are named by code, in the order in which the participants come. */
export interface Coverage {
  /** How many TAKING_PART forces there are. */
  readonly expected: number;
  /** How many of these have said something: a value, nil, not applicable, or that there was some. */
  readonly reported: number;
  /** The TAKING_PART forces that have not. */
  readonly missing: readonly string[];
  /** True when none is missing. */
  readonly complete: boolean;
  /** NOT_KNOWN participants that have not said anything: not expected, but their silence is told. */
  readonly notHeard: readonly string[];
}

/**
 * Coverage of a total, or of a phase.
 *
 * @param heard the forces that have said something of it; those that are no participants do not count
 */
export function coverageOf(participants: readonly Participant[], heard: ReadonlySet<string>): Coverage {
  const silent = (participation: Participant['participation']): string[] =>
    participants
      .filter((one) => one.participation === participation && !heard.has(one.force))
      .map(({ force }) => force);
  const expected = participants.filter(({ participation }) => participation === 'TAKING_PART').length;
  const missing = silent('TAKING_PART');
  return {
    expected,
    reported: expected - missing.length,
    missing,
    complete: missing.length === 0,
    notHeard: silent('NOT_KNOWN'),
  };
}
