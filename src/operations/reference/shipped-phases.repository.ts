import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import { addMissingRows } from '../../database/index.js';
import { defaultDeadlines, type PhaseStatus } from '../domain/index.js';
import { PhasesRepository } from '../phases/phases.repository.js';
import type { OperationsData } from './reference-data.js';

/** The status of shipped phases after loading. */
export interface LoadedAs {
  readonly status: PhaseStatus;
  readonly kept_open: boolean;
  readonly kept_open_reason: string | null;
}

/** The SQL that loads the shipped operations and phases. */
@Injectable()
export class ShippedPhasesRepository {
  constructor(private readonly phases: PhasesRepository) {}

  /**
   * Adds missing rows; existing ones are not changed. A new phase gets the members of its operation on its first day as
   * participants, and the asks of the dictionary. All phases without deadlines, shipped or not, get their default ones.
   *
   * @returns how many rows were written to each table; tables without any are left out
   */
  async addMissing(tx: EntityManager, data: OperationsData, as: LoadedAs): Promise<Record<string, number>> {
    const { operations, memberships, phases } = data;
    const rows = phases.map((phase) => ({ ...phase, ...as }));
    const missing = await missingOf(tx, phases);
    const asking = operations.filter(({ asks }) => asks === 'yes').map(({ code }) => code);
    const asked = phases.filter(({ code, operation }) => missing.includes(code) && asking.includes(operation));
    const askedCodes = asked.map(({ code }) => code);
    const written = {
      operations: await addMissingRows(tx, TABLES.operations, operations),
      memberships: await addMissingRows(tx, TABLES.memberships, memberships),
      phases: (await addMissingRows(tx, TABLES.phases, rows)) + (await addDeadlines(tx)),
      participations: await this.phases.setUpParticipants(tx, missing),
      phase_asks: await this.phases.setUpAsks(tx, askedCodes),
    };
    return Object.fromEntries(Object.entries(written).filter(([, count]) => count > 0));
  }
}

/** The codes of the phases that do not exist yet. */
async function missingOf(tx: EntityManager, phases: OperationsData['phases']): Promise<string[]> {
  const codes = phases.map(({ code }) => code);
  const rows = await tx.query<{ code: string }[]>(
    'SELECT code FROM unnest($1::text[]) code WHERE NOT EXISTS (SELECT FROM phases WHERE phases.code = code.code)',
    [codes],
  );
  return rows.map(({ code }) => code);
}

/** Sets default deadlines for phases from before deadlines were introduced, if their last day is known. */
async function addDeadlines(tx: EntityManager): Promise<number> {
  const phases = await tx.query<{ code: string; lastDay: CalendarDate }[]>(
    `SELECT code, ends_on AS "lastDay" FROM phases
     WHERE dates_known_to = 'DAY' AND returns_due_at IS NULL AND closes_at IS NULL AND final_at IS NULL ORDER BY code`,
  );
  const [, count] = await tx.query<[unknown, number]>(
    `UPDATE phases SET returns_due_at = usual."returnsDueAt", closes_at = usual."closesAt", final_at = usual."finalAt"
     FROM jsonb_to_recordset($1) usual (code text, "returnsDueAt" timestamptz, "closesAt" timestamptz,
       "finalAt" timestamptz)
     WHERE usual.code = phases.code`,
    [JSON.stringify(phases.map(({ code, lastDay }) => ({ code, ...defaultDeadlines(lastDay) })))],
  );
  return count;
}

const TABLES = {
  operations: { name: 'operations', key: ['code'], columns: ['name'] },
  memberships: { name: 'memberships', key: ['operation', 'force', 'from_day'], columns: ['participation'] },
  phases: {
    name: 'phases',
    key: ['code'],
    columns: [
      'operation',
      'name',
      'starts_on',
      'ends_on',
      'dates_known_to',
      'active_days',
      'windows',
      'focus',
      'lead_force',
      'note',
      'status',
      'kept_open',
      'kept_open_reason',
      'returns_due_at',
      'closes_at',
      'final_at',
    ],
  },
} as const;
