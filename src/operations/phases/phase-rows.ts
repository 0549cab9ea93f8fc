import { PHASE_COLUMNS } from '../../database/index.js';
import type { Phase } from '../domain/index.js';

/**
 * SQL: the present status of a phase, by the database's clock: a closing date that has passed closes it.
 *
 * @param row the alias of a row with the columns of `phaseColumns`
 */
export const phaseStatus = (row: string): string => `phase_status(${row}.status, ${row}.closes_at, ${row}.kept_open)`;

/**
 * SQL: whether the totals of a phase are held back now: until a release under embargo comes out.
 *
 * @param row the alias of a row with the columns of `phaseColumns`
 */
export const isHeldBack = (row: string): string => `is_held_back(${row}.totals_held_back, ${row}.held_back_until)`;

/**
 * SQL: the columns of a phase that the serving role may read. The other functions here need no others.
 *
 * @param row the alias of a row of `phases`
 */
export const phaseColumns = (row: string): string => PHASE_COLUMNS.map((column) => `${row}.${column}`).join(', ');

/**
 * SQL: a phase as JSON, with the names of the domain; `phaseOf` reads it.
 *
 * @param row the alias of a row with the columns of `phaseColumns`
 */
export const phaseJson = (row: string): string => `json_build_object('code', ${row}.code, 'operation', ${row}.operation,
  'name', ${row}.name, 'startsOn', ${row}.starts_on, 'endsOn', ${row}.ends_on, 'datesKnownTo', ${row}.dates_known_to,
  'activeDays', ${row}.active_days, 'windows', ${row}.windows, 'focus', ${row}.focus,
  'leadForce', ${row}.lead_force, 'note', ${row}.note, 'status', ${phaseStatus(row)},
  'returnsDueAt', ${row}.returns_due_at, 'closesAt', ${row}.closes_at, 'finalAt', ${row}.final_at,
  'closedAt', CASE WHEN ${phaseStatus(row)} = 'CLOSED' THEN coalesce(${row}.closed_at, ${row}.closes_at) END,
  'keptOpen', ${row}.kept_open, 'totalsHeldBack', ${isHeldBack(row)})`;

type Instant = 'returnsDueAt' | 'closesAt' | 'finalAt' | 'closedAt';

/** A phase as `phaseJson` returns it, with instants as ISO 8601. */
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
