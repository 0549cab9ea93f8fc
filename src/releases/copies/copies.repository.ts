import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Page } from '../../common/page.js';
import type { HeadlineKey } from '../domain/index.js';

/** The headline of which a copy was taken. */
export interface CopyKey extends HeadlineKey {
  readonly phase: string;
  readonly version: number;
}

/** A copy that the caller took. */
export interface CopyRow extends CopyKey {
  readonly id: string;
  readonly copiedAt: Date;
}

const COLUMNS = 'id, phase, version, measure, part AS breakdown, force, copied_at AS "copiedAt"';

/** The form of the id of a copy. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The SQL of copies of headlines. */
@Injectable()
export class CopiesRepository {
  /**
   * Records a copy that the caller takes; one that they took before stays as it is.
   *
   * @returns whether it is the first
   */
  async add(tx: EntityManager, { phase, version, measure, breakdown, force }: CopyKey): Promise<boolean> {
    const added = await tx.query<unknown[]>(
      `INSERT INTO headline_copies (person, phase, version, measure, part, force) VALUES (actor_id(), $1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING RETURNING id`,
      [phase, version, measure, breakdown, force],
    );
    return added.length > 0;
  }

  /** A page of the copies that the caller took, newest first, by id. */
  async own(tx: EntityManager, { first, after = null }: Page): Promise<CopyRow[]> {
    return tx.query<CopyRow[]>(
      `SELECT ${COLUMNS} FROM headline_copies
       WHERE person = actor_id() AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $1`,
      [first, after],
    );
  }

  /** The copy that the caller took of a headline; empty if they took none. */
  async ownOf(tx: EntityManager, { phase, version, measure, breakdown, force }: CopyKey): Promise<CopyRow[]> {
    return tx.query<CopyRow[]>(
      `SELECT ${COLUMNS} FROM headline_copies
       WHERE person = actor_id() AND phase = $1 AND version = $2 AND measure = $3
         AND part IS NOT DISTINCT FROM $4 AND force IS NOT DISTINCT FROM $5`,
      [phase, version, measure, breakdown, force],
    );
  }

  /** Whether there is a copy that the caller took with this id, which may be any text. */
  async isOwn(tx: EntityManager, id: string): Promise<boolean> {
    if (!NUMBER.test(id)) return false;
    const rows = await tx.query<object[]>('SELECT FROM headline_copies WHERE person = actor_id() AND id = $1', [id]);
    return rows.length > 0;
  }
}
