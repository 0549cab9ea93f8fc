import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Person } from '../domain/person.js';

/**
 * SQL: a Person as JSON, for whoever tells who did something. The name is null where it was erased, or the actor may
 * know of none.
 *
 * @param id SQL of the person's id
 */
export const personJson = (id: string): string =>
  `json_build_object('id', ${id}, 'name', (SELECT person.name FROM people person WHERE person.id = ${id}))`;

/** The SQL of people's names. */
@Injectable()
export class PeopleRepository {
  /** Whether there is an identity with this id, be its name erased or not. */
  async isKnown(tx: EntityManager, id: string): Promise<boolean> {
    const [row] = await tx.query<{ known: boolean }[]>(
      'SELECT EXISTS (SELECT FROM identities WHERE id = $1) AS known',
      [id],
    );
    return row?.known ?? false;
  }

  /** Erases a name for good; false: there was none. */
  async erase(tx: EntityManager, id: string): Promise<boolean> {
    const [, erased] = await tx.query<[unknown, number]>(
      'UPDATE people SET name = NULL, erased_at = clock_timestamp() WHERE id = $1 AND name IS NOT NULL',
      [id],
    );
    return erased > 0;
  }

  /** Adds names of identities that are there; one that was erased stays erased. */
  async addMissing(tx: EntityManager, people: readonly Person[]): Promise<void> {
    await tx.query(
      `INSERT INTO people (id, name) SELECT id, name FROM jsonb_populate_recordset(NULL::people, $1)
       ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(people.map(({ id, name }) => ({ id, name })))],
    );
  }
}
