import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Decimal } from '../common/decimal.js';
import type { Figure, Result, StoredResult } from './domain/index.js';
import { FigureEntity } from './entities/figure.entity.js';
import {
  IdempotencyKeyEntity,
  ReturnEntity,
  ReturnVersionEntity,
  VersionStateEntity,
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
  readonly state: VersionStateEntity;
  /** In the order in which they were sent. */
  readonly figures: readonly Figure[];
}

/** A checked version, ready to be stored. */
export interface NewVersion extends Omit<ReturnVersionEntity, 'id'> {
  readonly figures: readonly Figure[];
  readonly results: readonly StoredResult[];
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
    return tx.find(ReturnEntity, { where: keys.map(({ phase, force }) => ({ phase, force })) });
  }

  /** One version of a return; `version` null: the newest. Null: there is none that the caller may know of. */
  async findVersion(
    tx: EntityManager,
    { phase, force }: ReturnKey,
    version: number | null,
  ): Promise<VersionDetails | null> {
    const found = await tx.findOne(ReturnVersionEntity, {
      where: { phase, force, ...(version === null ? {} : { version }) },
      order: { version: 'DESC' },
    });
    return found === null ? null : this.details(tx, found, 'NEWEST');
  }

  /** The version that an answer was given for, in the state it was in then: its first. */
  async versionOf(tx: EntityManager, key: IdempotencyKeyEntity): Promise<VersionDetails> {
    return this.details(tx, await tx.findOneByOrFail(ReturnVersionEntity, { id: key.versionId }), 'FIRST');
  }

  private async details(
    tx: EntityManager,
    version: ReturnVersionEntity,
    which: 'FIRST' | 'NEWEST',
  ): Promise<VersionDetails> {
    const versionId = version.id;
    const state = await tx.findOneOrFail(VersionStateEntity, {
      where: { versionId },
      order: { id: which === 'FIRST' ? 'ASC' : 'DESC' },
    });
    const rows = await tx.find(FigureEntity, { where: { versionId }, order: { id: 'ASC' } });
    return { version, state, figures: rows.map(figureOf) };
  }

  /** Adds a version with its first state, figures and results. */
  async add(tx: EntityManager, added: NewVersion, measures: MeasureKeys, submittedAt: Date): Promise<VersionDetails> {
    const { figures, results, ...row } = added;
    const { phase, force } = row;
    await tx.update(ReturnEntity, { phase, force }, { versions: row.version });
    const inserted = await tx.insert(ReturnVersionEntity, row);
    const versionId = (inserted.identifiers[0] as Pick<ReturnVersionEntity, 'id'>).id;
    const key = { versionId, phase, force };
    const { version, submittedBy: actor } = row;
    const state = { ...key, version, state: 'SUBMITTED', beganAt: submittedAt, actor } as const;
    const stated = await tx.insert(VersionStateEntity, state);
    const rows = [versionId, phase, force] as const;
    await tx.query(ADD_FIGURES, [...rows, JSON.stringify(figures.map((figure) => figureRow(figure, measures)))]);
    await tx.query(ADD_RESULTS, [...rows, JSON.stringify(results.map((result) => resultRow(result, measures)))]);
    const stateId = (stated.identifiers[0] as Pick<VersionStateEntity, 'id'>).id;
    return { version: { ...row, id: versionId }, state: { ...state, id: stateId }, figures };
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

/** What figures and results have in common, as columns of JSON rows. Decimals are text on the way, and stay exact. */
const AMOUNTS =
  'measure text, breakdown text, part text, state text, value numeric, qualifier text, lower numeric, upper numeric';

/** All rows of a version in one parameter: a statement takes no more than 65,535 of these. Ids follow the rows' order. */
const ADD_FIGURES = `
  INSERT INTO figures (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper, note)
  SELECT $1, $2, $3, row.* FROM jsonb_to_recordset($4) AS row(${AMOUNTS}, note text)`;

const ADD_RESULTS = `
  INSERT INTO results (version_id, phase, force, measure, breakdown, part, state, value, qualifier, lower, upper,
    measure_version, approximate, settles_parts)
  SELECT $1, $2, $3, row.*
  FROM jsonb_to_recordset($4) AS row(${AMOUNTS}, measure_version integer, approximate boolean, settles_parts boolean)`;

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

function figureOf(row: FigureEntity): Figure {
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
