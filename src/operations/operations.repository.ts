import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../common/dates.js';
import type { Page } from '../common/page.js';
import { addMissingRows, holdsWords, wordsOf } from '../database/index.js';
import { MEASURE_JSON, type Force, type Measure } from '../dictionary/index.js';
import type { Operation, Participant, Participation, Phase, PhaseAsk, PhaseStatus } from './domain/index.js';
import { OperationEntity } from './entities/operation.entity.js';
import { ParticipationEntity, PhaseEntity } from './entities/phase.entity.js';
import type { OperationsData } from './reference-data.js';

/** Which phases of a list are wanted; null: whatever it is. */
export interface PhaseFilter {
  readonly operation: string | null;
  readonly status: PhaseStatus | null;
  /** The first and last day on which its own first day may be. */
  readonly from: CalendarDate | null;
  readonly to: CalendarDate | null;
  /** Words, each of which is in its code, name or focus. */
  readonly search: string | null;
  /** True: the last first. */
  readonly newestFirst: boolean;
}

/** A row of `phases` called `phase`, as JSON by the names of the domain. */
export const PHASE_JSON = `json_build_object('code', phase.code, 'operation', phase.operation, 'name', phase.name,
  'startsOn', phase.starts_on, 'endsOn', phase.ends_on, 'datesKnownTo', phase.dates_known_to,
  'activeDays', phase.active_days, 'windows', phase.windows, 'focus', phase.focus,
  'leadForce', phase.lead_force, 'note', phase.note, 'status', phase.status)`;

/** A phase with who takes part and what it asks for, each by its list's own order. */
export interface PhaseDetails {
  readonly phase: Phase;
  readonly participants: readonly Participant[];
  readonly asks: readonly PhaseAsk[];
}

export interface ParticipantDetails {
  readonly force: Force;
  readonly participation: Participation;
}

export interface AskDetails {
  readonly measure: Measure;
  readonly ask: PhaseAsk['ask'];
}

/** The SQL of operations and phases. */
@Injectable()
export class OperationsRepository {
  /** By code. */
  async operations(tx: EntityManager, page: Page): Promise<Operation[]> {
    return tx
      .createQueryBuilder(OperationEntity, 'operation')
      .where('(:after::text IS NULL OR operation.code > :after)', { after: page.after ?? null })
      .orderBy('operation.code')
      .limit(page.first)
      .getMany();
  }

  async findOperation(tx: EntityManager, code: string): Promise<Operation | null> {
    return tx.findOneBy(OperationEntity, { code });
  }

  /** By first day, then code. */
  async phases(tx: EntityManager, filter: PhaseFilter, page: Page): Promise<PhaseEntity[]> {
    const { newestFirst, search, ...wanted } = filter;
    const [beyond, order] = newestFirst ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
    return tx
      .createQueryBuilder(PhaseEntity, 'phase')
      .where('(:operation::text IS NULL OR phase.operation = :operation)')
      .andWhere('(:status::text IS NULL OR phase.status = :status)')
      .andWhere('(:from::date IS NULL OR phase.startsOn >= :from) AND (:to::date IS NULL OR phase.startsOn <= :to)')
      .andWhere(holdsWords("concat_ws(' ', phase.code, phase.name, phase.focus)", ':words::text[]'))
      .andWhere(
        `(:after::text IS NULL
          OR (phase.startsOn, phase.code) ${beyond} (SELECT a.starts_on, a.code FROM phases a WHERE a.code = :after))`,
      )
      .setParameters({ ...wanted, words: wordsOf(search), after: page.after ?? null })
      .orderBy('phase.startsOn', order)
      .addOrderBy('phase.code', order)
      .limit(page.first)
      .getMany();
  }

  async findPhase(tx: EntityManager, code: string): Promise<PhaseEntity | null> {
    return tx.findOneBy(PhaseEntity, { code });
  }

  /** By the force's code. */
  async participants(tx: EntityManager, phase: string): Promise<Participant[]> {
    return tx.find(ParticipationEntity, { where: { phase }, order: { force: 'ASC' } });
  }

  /** In the dictionary's order. */
  async asks(tx: EntityManager, phase: string): Promise<PhaseAsk[]> {
    return tx.query<PhaseAsk[]>(
      `SELECT a.measure, a.ask FROM phase_asks a JOIN measures m ON m.code = a.measure WHERE a.phase = $1 ORDER BY m.position`,
      [phase],
    );
  }

  /** Who takes part in each of several phases, by the force's code. */
  async participantsOf(
    tx: EntityManager,
    phases: readonly string[],
  ): Promise<(ParticipantDetails & { phase: string })[]> {
    return tx.query(
      `SELECT p.phase, p.participation, json_build_object('code', f.code, 'name', f.name, 'kind', f.kind,
         'onsCode', f.ons_code, 'region', f.region, 'alsoKnownAs', f.also_known_as) AS force
       FROM participations p JOIN forces f ON f.code = p.force
       WHERE p.phase = ANY ($1) ORDER BY p.phase, p.force`,
      [phases],
    );
  }

  /** What each of several phases asks for, in the dictionary's order, as it is defined on the phase's first day. */
  async asksOf(tx: EntityManager, phases: readonly string[]): Promise<(AskDetails & { phase: string })[]> {
    return tx.query(
      `SELECT a.phase, a.ask, ${MEASURE_JSON} AS measure
       FROM phases p JOIN phase_asks a ON a.phase = p.code
       JOIN LATERAL measures_in_force(p.starts_on) measure ON measure.code = a.measure
       WHERE p.code = ANY ($1) ORDER BY a.phase, measure.position`,
      [phases],
    );
  }

  /** Which of these codes are not known. */
  async unknown(tx: EntityManager, codes: ReferencedCodes): Promise<ReferencedCodes> {
    const [row] = await tx.query<ReferencedCodes[]>(
      `SELECT
         ARRAY(SELECT c FROM unnest($1::text[]) c WHERE NOT EXISTS (SELECT FROM phases WHERE code = c)) AS phases,
         ARRAY(SELECT c FROM unnest($2::text[]) c WHERE NOT EXISTS (SELECT FROM forces WHERE code = c)) AS forces,
         ARRAY(SELECT c FROM unnest($3::text[]) c WHERE NOT EXISTS (SELECT FROM measures WHERE code = c)) AS measures,
         ARRAY(SELECT c FROM unnest($4::text[]) c WHERE NOT EXISTS (SELECT FROM operations WHERE code = c)) AS operations`,
      [codes.phases, codes.forces, codes.measures, codes.operations],
    );
    return row ?? { phases: [], forces: [], measures: [], operations: [] };
  }

  /** The first day of the latest phase whose data version has moved on; null: there is none. */
  async latestWithData(tx: EntityManager): Promise<CalendarDate | null> {
    const [row] = await tx.query<{ day: CalendarDate | null }[]>(
      'SELECT max(starts_on) AS day FROM phases WHERE data_version > 0',
    );
    return row?.day ?? null;
  }

  /**
   * Moves a phase's data version on and gives the instant of the change, taken under the phase's row lock: a later
   * change of the same phase always has a later instant, whatever the clock does.
   */
  async moveDataVersionOn(tx: EntityManager, phase: string): Promise<Date> {
    const [rows] = await tx.query<[{ at: Date }[], number]>(
      `UPDATE phases SET data_version = data_version + 1,
         data_changed_at = greatest(clock_timestamp(), data_changed_at + interval '1 millisecond')
       WHERE code = $1 RETURNING data_changed_at AS at`,
      [phase],
    );
    const [moved] = rows;
    if (moved === undefined) {
      throw new Error('A phase that was just read is not there.');
    }
    return moved.at;
  }

  /**
   * Adds what is not there yet; what is there stays as it is. New phases ask what the dictionary says.
   *
   * @returns how many rows were added, by table; a table to which none was is left out
   */
  async addMissing(tx: EntityManager, data: OperationsData, status: PhaseStatus): Promise<Record<string, number>> {
    const { operations, phases, participations } = data;
    const rows = phases.map((phase) => ({ ...phase, status }));
    const takingPart = participations.flatMap(({ operation, force, participation }) =>
      phases
        .filter((phase) => phase.operation === operation)
        .map(({ code: phase }) => ({ phase, force, participation })),
    );
    const asking = operations.filter(({ asks }) => asks === 'yes').map(({ code }) => code);
    const added = {
      operations: await addMissingRows(tx, TABLES.operations, operations),
      phases: await addMissingRows(tx, TABLES.phases, rows),
      participations: await this.addParticipations(tx, takingPart),
      phase_asks: await this.addAsks(tx, asking),
    };
    return Object.fromEntries(Object.entries(added).filter(([, count]) => count > 0));
  }

  /** Those of phases that have none: who joins an operation later was never expected in its earlier phases. */
  private async addParticipations(tx: EntityManager, rows: readonly object[]): Promise<number> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO participations (phase, force, participation)
       SELECT phase, force, participation FROM jsonb_populate_recordset(NULL::participations, $1) added
       WHERE NOT EXISTS (SELECT FROM participations p WHERE p.phase = added.phase)
       ON CONFLICT (phase, force) DO NOTHING RETURNING 1`,
      [JSON.stringify(rows)],
    );
    return added.length;
  }

  private async addAsks(tx: EntityManager, operations: readonly string[]): Promise<number> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO phase_asks (phase, measure, ask)
       SELECT p.code, m.code, m.ask
       FROM phases p JOIN LATERAL measures_in_force(p.starts_on) m ON m.ask <> 'VOLUNTARY'
       WHERE p.operation = ANY ($1) AND NOT EXISTS (SELECT FROM phase_asks a WHERE a.phase = p.code)
       ON CONFLICT (phase, measure) DO NOTHING RETURNING 1`,
      [operations],
    );
    return added.length;
  }
}

/** The stamp of a row of `phases` called `phase`, as text: another one whenever what its totals are told with changes. */
export const DATA_STAMP = `concat_ws(' ', phase.data_version, extract(epoch FROM phase.data_changed_at),
  (SELECT stamp FROM reference_stamp))`;

/** The stamps of these phases (`$1`), by code; those that are not there are left out. */
export const DATA_STAMPS = `
  SELECT phase.code AS phase, ${DATA_STAMP} AS stamp FROM phases phase WHERE phase.code = ANY ($1)`;

const TABLES = {
  operations: { name: 'operations', key: ['code'], columns: ['name'] },
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
    ],
  },
} as const;

/** Codes that a call names. */
export interface ReferencedCodes {
  readonly phases: readonly string[];
  readonly forces: readonly string[];
  readonly measures: readonly string[];
  readonly operations: readonly string[];
}
