import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { addMissingRows } from '../database/index.js';
import type { PhaseStatus } from './domain/index.js';
import { PhasesRepository } from './phases.repository.js';
import type { OperationsData } from './reference-data.js';

/** How the phases that come with the service are, once they are loaded. */
export interface LoadedAs {
  readonly status: PhaseStatus;
  readonly kept_open: boolean;
  readonly kept_open_reason: string | null;
}

/** The SQL that loads what comes with the service. */
@Injectable()
export class ShippedPhasesRepository {
  constructor(private readonly phases: PhasesRepository) {}

  /**
   * Adds what is not there yet; what is there stays as it is. A new phase has the participants that its operation has on
   * its first day, and asks what the dictionary says. A phase that is there and has no deadlines gets its usual ones.
   *
   * @returns how many rows were written, by table; a table of which none was is left out
   */
  async addMissing(tx: EntityManager, data: OperationsData, as: LoadedAs): Promise<Record<string, number>> {
    const { operations, memberships, phases } = data;
    const rows = phases.map((phase) => ({ ...phase, ...as }));
    const missing = await this.missing(tx, phases);
    const asking = operations.filter(({ asks }) => asks === 'yes').map(({ code }) => code);
    const asked = phases.filter(({ code, operation }) => missing.includes(code) && asking.includes(operation));
    const askedCodes = asked.map(({ code }) => code);
    const written = {
      operations: await addMissingRows(tx, TABLES.operations, operations),
      memberships: await addMissingRows(tx, TABLES.memberships, memberships),
      phases: (await addMissingRows(tx, TABLES.phases, rows)) + (await this.addDeadlines(tx, rows)),
      participations: await this.phases.setUpParticipants(tx, missing),
      phase_asks: await this.phases.setUpAsks(tx, askedCodes),
    };
    return Object.fromEntries(Object.entries(written).filter(([, count]) => count > 0));
  }

  private async missing(tx: EntityManager, phases: OperationsData['phases']): Promise<string[]> {
    const codes = phases.map(({ code }) => code);
    const rows = await tx.query<{ code: string }[]>(
      'SELECT code FROM unnest($1::text[]) code WHERE NOT EXISTS (SELECT FROM phases WHERE phases.code = code.code)',
      [codes],
    );
    return rows.map(({ code }) => code);
  }

  /** Those of before there were deadlines. */
  private async addDeadlines(tx: EntityManager, rows: readonly object[]): Promise<number> {
    const [, count] = await tx.query<[unknown, number]>(
      `UPDATE phases SET returns_due_at = usual.returns_due_at, closes_at = usual.closes_at, final_at = usual.final_at
       FROM jsonb_populate_recordset(NULL::phases, $1) usual
       WHERE usual.code = phases.code AND phases.dates_known_to = 'DAY' AND usual.returns_due_at IS NOT NULL
         AND phases.returns_due_at IS NULL AND phases.closes_at IS NULL AND phases.final_at IS NULL`,
      [JSON.stringify(rows)],
    );
    return count;
  }
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
      ...['status', 'kept_open', 'kept_open_reason', 'returns_due_at', 'closes_at', 'final_at'],
    ],
  },
} as const;
