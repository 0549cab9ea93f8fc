import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { personJson, type Person } from '../../access/index.js';
import type { Page } from '../../common/page.js';

/** A reading of a release under embargo, or of a draft. */
export interface ReadRow {
  readonly id: string;
  /** Null: the draft. */
  readonly version: number | null;
  readonly person: Person;
  readonly at: Date;
}

/** The form of the id of a reading. */
const NUMBER = /^[1-9]\d{0,17}$/;

/** The SQL of who is named for releases, and of what they have read. */
@Injectable()
export class ReadersRepository {
  /** Who is named for every release of an operation that is under embargo, by id. */
  async ofOperation(tx: EntityManager, operation: string): Promise<Person[]> {
    return (
      await tx.query<{ person: Person }[]>(
        `SELECT ${personJson('named.person')} AS person FROM operation_release_readers named
         WHERE named.operation = $1 ORDER BY named.person`,
        [operation],
      )
    ).map(({ person }) => person);
  }

  /** Sets who is named. Until the transaction ends, nobody else can set it for this operation. */
  async setOfOperation(tx: EntityManager, operation: string, people: readonly string[]): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('release readers'), hashtext($1))`, [operation]);
    await tx.query('DELETE FROM operation_release_readers WHERE operation = $1 AND person <> ALL ($2)', [
      operation,
      people,
    ]);
    await tx.query(
      `INSERT INTO operation_release_readers (operation, person) SELECT DISTINCT $1, person FROM unnest($2::text[]) person
       ON CONFLICT DO NOTHING`,
      [operation, people],
    );
  }

  /** A page of what people named for a phase's releases have read before these came out, newest first, by id. */
  async reads(tx: EntityManager, phase: string, { first, after = null }: Page): Promise<ReadRow[]> {
    return tx.query<ReadRow[]>(
      `SELECT r.id, r.version, ${personJson('r.person')} AS person, r.at FROM release_reads r
       WHERE r.phase = $1 AND ($2::bigint IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
      [phase, after, first],
    );
  }

  /** Whether there is a reading of a phase's releases with this id, which may be any text. */
  async isRead(tx: EntityManager, phase: string, id: string): Promise<boolean> {
    if (!NUMBER.test(id)) return false;
    const rows = await tx.query<object[]>('SELECT FROM release_reads WHERE phase = $1 AND id = $2', [phase, id]);
    return rows.length > 0;
  }
}
