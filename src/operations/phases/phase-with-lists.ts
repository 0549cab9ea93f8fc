import { forceFields, measureJson, type Force, type Measure } from '../../dictionary/index.js';
import type { Membership, Participation, Phase, PhaseAsk, PhaseException } from '../domain/index.js';
import { phaseJson, phaseOf, type PhaseRow } from './phase-rows.js';

export interface ParticipantDetails {
  readonly force: Force;
  readonly participation: Participation;
  /** The reason for the last change; null if none was given or the caller may not see it. */
  readonly reason: string | null;
}

export interface AskDetails {
  readonly measure: Measure;
  readonly ask: PhaseAsk['ask'];
}

export interface ExceptionDetails extends Omit<PhaseException, 'force'> {
  readonly force: Force;
}

/** A member of an operation; first and last day are included. */
export interface MemberDetails extends Pick<Membership, 'participation' | 'from' | 'until'> {
  readonly force: Force;
}

/** A phase with its participants, its asks and the exceptions that the caller may see. */
export interface PhaseWithLists extends Phase {
  readonly participants: readonly ParticipantDetails[];
  readonly asks: readonly AskDetails[];
  readonly exceptions: readonly ExceptionDetails[];
}

/** SQL: the fields of a row `participation` with its `force`, and the reason if the caller may see it. */
export const PARTICIPANT_FIELDS = `'participation', participation.participation,
  'reason', participation_reason(participation.phase, participation.force),
  'force', json_build_object(${forceFields('force')})`;

/** SQL: the fields of a row `asked` with its `measure`. */
export const ASK_FIELDS = `'ask', asked.ask, 'measure', ${measureJson('measure')}`;

/** SQL: the fields of a row `granted`, an exception, with its `force`. */
export const EXCEPTION_FIELDS = `'until', granted.until, 'reason', granted.reason, 'grantedAt', granted.granted_at,
  'force', json_build_object(${forceFields('force')})`;

/** SQL: the phases with these codes (`$1`), each with its lists, by code. */
export const PHASES_WITH_LISTS = `
  SELECT ${phaseJson('phase')} AS phase,
    (SELECT coalesce(json_agg(json_build_object(${PARTICIPANT_FIELDS}) ORDER BY force.code), '[]')
     FROM participations participation JOIN forces force ON force.code = participation.force
     WHERE participation.phase = phase.code) AS participants,
    (SELECT coalesce(json_agg(json_build_object(${ASK_FIELDS}) ORDER BY measure.position), '[]')
     FROM phase_asks asked JOIN measures_in_force(phase.starts_on) measure ON measure.code = asked.measure
     WHERE asked.phase = phase.code) AS asks,
    (SELECT coalesce(json_agg(json_build_object(${EXCEPTION_FIELDS}) ORDER BY force.code), '[]')
     FROM phase_exceptions granted JOIN forces force ON force.code = granted.force
     WHERE granted.phase = phase.code AND granted.revoked_at IS NULL) AS exceptions
  FROM phases phase WHERE phase.code = ANY ($1) ORDER BY phase.code`;

/** An exception in JSON, with instants as ISO 8601. */
export type ExceptionRow = Omit<ExceptionDetails, 'until' | 'grantedAt'> & {
  readonly until: string;
  readonly grantedAt: string;
};

/** A row of PHASES_WITH_LISTS. */
export interface PhaseWithListsRow {
  readonly phase: PhaseRow;
  readonly participants: PhaseWithLists['participants'];
  readonly asks: PhaseWithLists['asks'];
  readonly exceptions: readonly ExceptionRow[];
}

/** A phase with its lists from its row. */
export function phaseWithListsOf({ phase, participants, asks, exceptions }: PhaseWithListsRow): PhaseWithLists {
  return { ...phaseOf(phase), participants, asks, exceptions: exceptions.map(exceptionOf) };
}

/** An exception from its row. */
export function exceptionOf(row: ExceptionRow): ExceptionDetails {
  return { ...row, until: new Date(row.until), grantedAt: new Date(row.grantedAt) };
}
