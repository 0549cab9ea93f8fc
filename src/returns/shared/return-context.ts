import type { CrossMeasureRules, Force, MeasureInForce } from '../../dictionary/index.js';
import type { Participation, Phase, PhaseDetails, PhaseStatus } from '../../operations/index.js';
import { admissionProblems, type AdmissionProblem } from '../domain/index.js';

/** The phase and force that identify a return. */
export interface ReturnKey {
  readonly phase: string;
  readonly force: string;
}

/** Reference data used to validate and display a return: phase, force, and the dictionary on the phase's first day. */
export interface ReturnContext {
  readonly phase: Phase;
  readonly force: Force;
  readonly details: PhaseDetails;
  /** By code, in the dictionary's order. */
  readonly measures: ReadonlyMap<string, MeasureInForce>;
  readonly rules: CrossMeasureRules;
}

/** Data about a phase that is newer than its cached reference data, and data about one force. */
export interface AdmissionFacts {
  /** Whether the force's return has a current version. */
  readonly hasReturn: boolean;
  /** Until when a closed phase still takes the force's first return; null: it takes none. */
  readonly exceptionUntil: Date | null;
  /** Whether the force itself submits the return; if not, the region does. */
  readonly isOwn: boolean;
  /** The phase's status and the force's participation; if left out, those in the reference data. */
  readonly now?: { readonly status: PhaseStatus; readonly participation: Participation | null };
}

/** The participation of the force in the phase; null: it is not a participant. */
export function participationOf({ details, force }: ReturnContext): Participation | null {
  return details.participants.find((one) => one.force === force.code)?.participation ?? null;
}

/** Why the phase takes no return from the force now; empty if it does. */
export function admissionOf(context: ReturnContext, { now, ...facts }: AdmissionFacts): AdmissionProblem[] {
  const { phase, force } = context;
  const { status, participation } = now ?? { status: phase.status, participation: participationOf(context) };
  return admissionProblems({ ...facts, phase: { ...phase, status }, force, participation });
}
