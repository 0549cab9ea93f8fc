import type { Participant } from '../../operations/domain/index.js';

/** Which participants of a phase have reported. Forces are named by code, in the order of the participants. */
export interface Coverage {
  /** The number of TAKING_PART forces. */
  readonly expected: number;
  /** How many of these have reported: a value, nil, not applicable or an unknown amount. */
  readonly reported: number;
  /** The TAKING_PART forces that have not reported. */
  readonly missing: readonly string[];
  /** True if none is missing. */
  readonly complete: boolean;
  /** The NOT_KNOWN participants that have not reported. They are not expected, but are shown. */
  readonly notKnownSilent: readonly string[];
}

/**
 * The coverage of a total, or of a phase.
 *
 * @param reporting the forces that have reported; those that are not participants are ignored
 */
export function coverageOf(participants: readonly Participant[], reporting: ReadonlySet<string>): Coverage {
  const silent = (participation: Participant['participation']): string[] =>
    participants
      .filter((one) => one.participation === participation && !reporting.has(one.force))
      .map(({ force }) => force);
  const expected = participants.filter(({ participation }) => participation === 'TAKING_PART').length;
  const missing = silent('TAKING_PART');
  return {
    expected,
    reported: expected - missing.length,
    missing,
    complete: missing.length === 0,
    notKnownSilent: silent('NOT_KNOWN'),
  };
}
