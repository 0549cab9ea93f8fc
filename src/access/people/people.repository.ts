import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Person } from '../domain/person.js';

/**
 * SQL: a Person as JSON. The name is null if it was erased or the actor may not see it.
 *
 * @param id SQL expression for the person's id
 */
export const personJson = (id: string): string =>
  `json_build_object('id', ${id}, 'name', (SELECT person.name FROM people person WHERE person.id = ${id}))`;

/** The SQL of people's names. */
@Injectable()
export class PeopleRepository {
  /** Whether there is an identity with this id, even if its name is erased. */
  async isKnown(tx: EntityManager, id: string): Promise<boolean> {
    const [row] = await tx.query<{ known: boolean }[]>(
      'SELECT EXISTS (SELECT FROM identities WHERE id = $1) AS known',
      [id],
    );
    return row?.known ?? false;
  }

  /** Erases a name permanently. @returns false if there was none */
  async erase(tx: EntityManager, id: string): Promise<boolean> {
    const [, erased] = await tx.query<[unknown, number]>(
      'UPDATE people SET name = NULL, erased_at = clock_timestamp() WHERE id = $1 AND name IS NOT NULL',
      [id],
    );
    return erased > 0;
  }

  /** Adds missing names of existing identities. A name that was erased is not added again. */
  async addMissing(tx: EntityManager, people: readonly Person[]): Promise<void> {
    await tx.query(
      `INSERT INTO people (id, name) SELECT id, name FROM jsonb_populate_recordset(NULL::people, $1)
       ON CONFLICT (id) DO NOTHING`,
      [JSON.stringify(people.map(({ id, name }) => ({ id, name })))],
    );
  }
}
