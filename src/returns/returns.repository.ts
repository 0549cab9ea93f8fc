import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Decimal } from '../common/decimal.js';
import { prepared } from '../database/index.js';
import { PHASE_STATUS, type Participation, type PhaseStatus } from '../operations/index.js';
import type { Figure, Result, StoredResult } from './domain/index.js';
import type { FigureEntity } from './entities/figure.entity.js';
import {
  IdempotencyKeyEntity,
  ReturnEntity,
  type ReturnVersionEntity,
  type VersionStateEntity,
} from './entities/return.entity.js';

/** For how long an idempotency key gives the first answer again. */
const KEY_LIFETIME = '7 days';

/** The phase and force that a return is of. */
export interface ReturnKey {
  readonly phase: string;
  readonly force: string;
}

/** A version with what it states, and the state it is in. */
export interface VersionDetails {
  readonly version: ReturnVersionEntity;
  readonly state: Pick<VersionStateEntity, 'state' | 'beganAt'>;
  /** In the order in which they were sent. */
  readonly figures: readonly Figure[];
}

/** A checked version, ready to be stored. */
export interface NewVersion extends Omit<ReturnVersionEntity, 'id'> {
  readonly figures: readonly Figure[];
  readonly results: readonly StoredResult[];
}

/** A version that was stored, and what the database then said of its phase and force. */
export interface Stored {
  readonly details: VersionDetails;
  readonly status: PhaseStatus;
  /** Null: the force is not named in the phase. */
  readonly participation: Participation | null;
}

/** The measures that a version's rows refer to, by code. */
export type MeasureKeys = ReadonlyMap<string, { readonly version: number; readonly breakdown: string | null }>;

/** The SQL of returns. */
@Injectable()
export class ReturnsRepository {
  /**
   * Makes the return if it is not there, and locks it until the transaction ends: whoever holds the lock decides on
   * the next version.
   *
   * @returns how many versions there are
   */
  async lock(tx: EntityManager, { phase, force }: ReturnKey): Promise<number> {
    const rows = await tx.query<{ versions: number }[]>(
      `INSERT INTO returns (phase, force) VALUES ($1, $2)
       ON CONFLICT (phase, force) DO UPDATE SET versions = returns.versions
       RETURNING versions`,
      [phase, force],
    );
    return rows[0]?.versions ?? 0;
  }

  /** How many versions there are of each of these returns; those that are not there are left out. */
  async counts(tx: EntityManager, keys: readonly ReturnKey[]): Promise<ReturnEntity[]> {
    // TypeORM takes an empty list for no condition.
    return keys.length === 0
      ? []
      : tx.find(ReturnEntity, { where: keys.map(({ phase, force }) => ({ phase, force })) });
  }

  /** Codes of the forces that have sent a return for a phase, in their order. */
  async forcesWithReturns(tx: EntityManager, phase: string): Promise<string[]> {
    const rows = await tx.query<{ force: string }[]>(
      'SELECT force FROM returns WHERE phase = $1 AND versions > 0 ORDER BY force',
      [phase],
    );
    return rows.map(({ force }) => force);
  }

  /** Whether a return was ever sent for a phase. */
  async hasVersions(tx: EntityManager, phase: string): Promise<boolean> {
    const [row] = await tx.query<{ has: boolean }[]>(
      'SELECT EXISTS (SELECT FROM returns WHERE phase = $1 AND versions > 0) AS has',
      [phase],
    );
    return row?.has ?? false;
  }

  /** One version of a return; `version` null: the newest. Null: there is none that the caller may know of. */
  async findVersion(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    version: number | null,
  ): Promise<VersionDetails | null> {
    const [found] = await tx.query<VersionRow[]>(FIND_VERSION, [phase, force, version]);
    return found === undefined ? null : detailsOf(found);
  }

  /** The version that an answer was given for, in the state it was in then: its first. */
  async versionOf(tx: EntityManager, key: IdempotencyKeyEntity): Promise<VersionDetails> {
    const [found] = await tx.query<VersionRow[]>(`${versionSql('FIRST')} WHERE v.id = $1`, [key.versionId]);
    if (found === undefined) {
      throw new Error('An idempotency key names a version that is not there.');
    }
    return detailsOf(found);
  }

  /** Adds a version with its first state, figures and results. */
  async add(tx: EntityManager, added: NewVersion, measures: MeasureKeys, submittedAt: Date): Promise<Stored> {
    const { figures, results, ...row } = added;
    const { phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason, problems } = row;
    const [made] = await tx.query<(Pick<Stored, 'status' | 'participation'> & { id: string })[]>(ADD_VERSION, [
      ...[phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason],
      ...[JSON.stringify(problems), submittedAt],
    ]);
    if (made === undefined) {
      throw new Error('A version that was just added is not there.');
    }
    const { id, status, participation } = made;
    await tx.query(ADD_ROWS, [
      ...[id, phase, force],
      JSON.stringify(figures.map((figure) => figureRow(figure, measures))),
      JSON.stringify(results.map((result) => resultRow(result, measures))),
    ]);
    const state = { state: 'SUBMITTED', beganAt: submittedAt } as const;
    return { details: { version: { ...row, id }, state, figures }, status, participation };
  }

  /** A key that this person used for this return and that still counts; null: none. */
  async findKey(
    tx: EntityManager,
    key: Pick<IdempotencyKeyEntity, 'person' | 'phase' | 'force' | 'key'>,
  ): Promise<IdempotencyKeyEntity | null> {
    return tx
      .createQueryBuilder(IdempotencyKeyEntity, 'used')
      .where({ person: key.person, phase: key.phase, force: key.force, key: key.key })
      .andWhere(`used.usedAt > now() - interval '${KEY_LIFETIME}'`)
      .getOne();
  }

  /** Keeps a key, and lets go of this person's that have run out. */
  async keep(tx: EntityManager, key: IdempotencyKeyEntity): Promise<void> {
    await tx
      .createQueryBuilder()
      .delete()
      .from(IdempotencyKeyEntity)
      .where(`person = :person AND used_at <= now() - interval '${KEY_LIFETIME}'`, { person: key.person })
      .execute();
    await tx.insert(IdempotencyKeyEntity, key);
  }
}

/** A version as the database tells it: decimals as text, exact. */
type VersionRow = ReturnVersionEntity &
  VersionDetails['state'] & {
    readonly figures: readonly Pick<
      FigureEntity,
      'measure' | 'part' | 'note' | 'state' | 'value' | 'qualifier' | 'lower' | 'upper'
    >[];
  };

/** Versions `v`, each whole, with its first or newest state. */
const versionSql = (state: 'FIRST' | 'NEWEST'): string => `
  SELECT v.id, v.phase, v.force, v.version, v.submitted_by AS "submittedBy", v.window_from AS "windowFrom",
    v.window_to AS "windowTo", v.as_at AS "asAt", v.note, v.reason, v.problems, s.state, s.began_at AS "beganAt",
    (SELECT coalesce(json_agg(json_build_object('measure', f.measure, 'part', f.part, 'note', f.note,
       'state', f.state, 'value', f.value::text, 'qualifier', f.qualifier, 'lower', f.lower::text,
       'upper', f.upper::text) ORDER BY f.id), '[]')
     FROM figures f WHERE f.version_id = v.id) AS figures
  FROM return_versions v
  JOIN LATERAL (
    SELECT state, began_at FROM version_states WHERE version_id = v.id
    ORDER BY id ${state === 'FIRST' ? 'ASC' : 'DESC'} LIMIT 1
  ) s ON true`;

const FIND_VERSION = prepared(
  'find-version',
  `${versionSql('NEWEST')} WHERE v.phase = $1 AND v.force = $2 AND ($3::integer IS NULL OR v.version = $3)
   ORDER BY v.version DESC LIMIT 1`,
);

/** Tells with it what the phase and the force's part in it are now: the phase is locked by then. */
const ADD_VERSION = prepared(
  'add-version',
  `
  WITH counted AS (
    UPDATE returns SET versions = $3 WHERE phase = $1 AND force = $2
  ), version AS (
    INSERT INTO return_versions (phase, force, version, submitted_by, window_from, window_to, as_at, note, reason, problems)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    RETURNING id
  ), state AS (
    INSERT INTO version_states (version_id, phase, force, version, state, began_at, actor)
    SELECT id, $1, $2, $3, 'SUBMITTED', $11, $4 FROM version
  )
  SELECT version.id, ${PHASE_STATUS} AS status,
    (SELECT participation FROM participations WHERE phase = $1 AND force = $2) AS participation
  FROM version, phases phase WHERE phase.code = $1`,
);

/** What figures and results have in common, as columns of JSON rows. Decimals are text on the way, and stay exact. */
const AMOUNTS =
  'measure text, breakdown text, part text, state text, value numeric, qualifier text, lower numeric, upper numeric';

/** All rows of a version in two parameters: a statement takes no more than 65,535 of these. Ids follow the rows' order. */
const ADD_ROWS = prepared(
  'add-rows',
  `
  WITH figure AS (
    INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper, note)
    SELECT $1, $2, $3, row.* FROM jsonb_to_recordset($4) AS row(${AMOUNTS}, note text)
  )
  INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
    measure_version, approximate, settles_parts)
  SELECT $1, $2, $3, row.*
  FROM jsonb_to_recordset($5) AS row(${AMOUNTS}, measure_version integer, approximate boolean, settles_parts boolean)`,
);

function detailsOf({ state, beganAt, figures, ...version }: VersionRow): VersionDetails {
  return { version, state: { state, beganAt }, figures: figures.map(figureOf) };
}

/** A figure or result as a JSON row; JSON.stringify writes a Decimal as its digits. */
function amounts(stated: Result & { measure: string; part: string | null }, measures: MeasureKeys): object {
  const { measure, part, state, value, qualifier, lower, upper } = stated;
  const breakdown = part === null ? null : (measures.get(measure)?.breakdown ?? null);
  return { measure, breakdown, part, state, value, qualifier, lower, upper };
}

function figureRow(figure: Figure, measures: MeasureKeys): object {
  return { ...amounts(figure, measures), note: figure.note };
}

function resultRow(result: StoredResult, measures: MeasureKeys): object {
  const { measure, approximate, settlesParts: settles_parts } = result;
  return { ...amounts(result, measures), measure_version: measures.get(measure)?.version, approximate, settles_parts };
}

function figureOf(row: VersionRow['figures'][number]): Figure {
  return {
    measure: row.measure,
    part: row.part,
    note: row.note,
    state: row.state,
    value: row.value === null ? null : new Decimal(row.value),
    qualifier: row.qualifier,
    lower: new Decimal(row.lower),
    upper: row.upper === null ? null : new Decimal(row.upper),
    approximate: row.qualifier === 'APPROXIMATE',
  };
}
