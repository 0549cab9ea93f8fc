import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from './domain/actor.js';
import type { Person } from './domain/person.js';
import { runsToday } from './deputies.repository.js';
import { IdentityEntity } from './identity.entity.js';

const MOST_OFFERED = 500;

/** An identity that a token belongs to. */
export interface TokenRow extends Actor {
  /** Hexadecimal. */
  readonly tokenHash: string;
  /** What they stand in as today, in a fixed order. */
  readonly deputising: readonly Omit<Actor, 'id'>[];
}

/** The identities whose tokens have these hashes (`$1`, in hexadecimal) and have not expired: each row a TokenRow. */
export const BY_TOKEN_HASH = `
  SELECT id, role, force, encode(token_hash, 'hex') AS "tokenHash", (
    SELECT coalesce(json_agg(json_build_object('role', d.role, 'force', d.force) ORDER BY d.role COLLATE "C", d.force), '[]')
    FROM deputies d WHERE d.person = identities.id AND ${runsToday('d')}
  ) AS deputising
  FROM identities
  WHERE token_hash = ANY (SELECT decode(hash, 'hex') FROM unnest($1) hash) AND (expires_at IS NULL OR expires_at > now())`;

/** The SQL of identities. */
@Injectable()
export class IdentitiesRepository {
  /** The people whose identities have not expired, by id; no more than can be chosen from. */
  async all(tx: EntityManager): Promise<Person[]> {
    return tx.query<Person[]>(
      `SELECT identity.id, person.name FROM identities identity LEFT JOIN people person ON person.id = identity.id
       WHERE identity.expires_at IS NULL OR identity.expires_at > now()
       ORDER BY identity.id LIMIT $1`,
      [MOST_OFFERED],
    );
  }

  /** What somebody is whose identity has not expired; null: there is nobody with this id. */
  async find(tx: EntityManager, id: string): Promise<Actor | null> {
    const [found] = await tx.query<Actor[]>(
      'SELECT id, role, force FROM identities WHERE id = $1 AND (expires_at IS NULL OR expires_at > now())',
      [id],
    );
    return found ?? null;
  }

  /**
   * Adds the identities that are not there yet; those that are stay as they are.
   *
   * @returns how many were added
   */
  async addMissing(tx: EntityManager, identities: readonly IdentityEntity[]): Promise<number> {
    const added = await tx
      .createQueryBuilder()
      .insert()
      .into(IdentityEntity)
      .values([...identities])
      .orIgnore()
      .returning('id')
      .execute();
    return (added.raw as unknown[]).length;
  }
}
