import type { Phase } from '../domain/index.js';

/** SQL: the present status of a row `phase`, by the database's clock: a closing date that has passed closes it. */
export const PHASE_STATUS = 'phase_status(phase.status, phase.closes_at, phase.kept_open)';

/** SQL: the columns of `phases` that PHASE_STATUS and PHASE_JSON read; the serving role reads no others. */
export const PHASE_COLUMNS = [
  ...['code', 'operation', 'name', 'starts_on', 'ends_on', 'dates_known_to', 'active_days', 'windows', 'focus'],
  ...['lead_force', 'note', 'status', 'returns_due_at', 'closes_at', 'final_at', 'closed_at', 'kept_open'],
].join(', ');

/** SQL: a row `phase` as JSON, with the names of the domain; `phaseOf` reads it. */
export const PHASE_JSON = `json_build_object('code', phase.code, 'operation', phase.operation, 'name', phase.name,
  'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', ${PHASE_STATUS},
  'returnsDueAt', phase.returns_due_at, 'closesAt', phase.closes_at, 'finalAt', phase.final_at,
  'closedAt', CASE WHEN ${PHASE_STATUS} = 'CLOSED' THEN coalesce(phase.closed_at, phase.closes_at) END,
  'keptOpen', phase.kept_open)`;

type Instant = 'returnsDueAt' | 'closesAt' | 'finalAt' | 'closedAt';

/** A phase as PHASE_JSON returns it, with instants as ISO 8601. */
export type PhaseRow = Omit<Phase, Instant> & Readonly<Record<Instant, string | null>>;

/** A phase from its row. */
export function phaseOf(row: PhaseRow): Phase {
  const { returnsDueAt, closesAt, finalAt, closedAt } = row;
  return {
    ...row,
    returnsDueAt: instantOf(returnsDueAt),
    closesAt: instantOf(closesAt),
    finalAt: instantOf(finalAt),
    closedAt: instantOf(closedAt),
  };
}

const instantOf = (text: string | null): Date | null => (text === null ? null : new Date(text));
