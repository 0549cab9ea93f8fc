import type { CrossMeasureRules, Force, MeasureInForce } from '../../dictionary/index.js';
import type { Participation, Phase, PhaseDetails, PhaseStatus } from '../../operations/index.js';
import { admissionProblems, type AdmissionProblem } from '../domain/index.js';

/** The phase and force that a return is of. */
export interface ReturnKey {
  readonly phase: string;
  readonly force: string;
}

/** What a return is told with and decided on: the phase, the force, and the dictionary in force for the phase. */
export interface ReturnSetting {
  readonly phase: Phase;
  readonly force: Force;
  readonly details: PhaseDetails;
  /** By code, in the dictionary's order. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
  readonly rules: CrossMeasureRules;
}

/** What of a phase may have changed since its reference data was remembered, and what is of one force alone. */
export interface Seating {
  /** Whether a version of the force's return stands. */
  readonly hasReturn: boolean;
  /** Until when a closed phase takes its first return all the same; null: it does not. */
  readonly exceptionUntil: Date | null;
  /** The phase's status and the force's part in it; left out: as reference data has them. */
  readonly now?: { readonly status: PhaseStatus; readonly participation: Participation | null };
}

/** Null: the force is not named in the phase. */
export function participationOf({ details, force }: ReturnSetting): Participation | null {
  return details.participants.find((one) => one.force === force.code)?.participation ?? null;
}

/** Why the phase takes nothing of the force now; none: it does. */
export function admissionOf(setting: ReturnSetting, { hasReturn, exceptionUntil, now }: Seating): AdmissionProblem[] {
  const { phase, force } = setting;
  const { status, participation } = now ?? { status: phase.status, participation: participationOf(setting) };
  return admissionProblems({ phase: { ...phase, status }, force, participation, hasReturn, exceptionUntil });
}
