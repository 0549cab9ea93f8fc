import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from './domain/actor.js';
import type { Person } from './domain/person.js';
import { IdentityEntity } from './identity.entity.js';

const MOST_OFFERED = 500;

/** An identity that a token belongs to, with the token's hash in hexadecimal. */
export type TokenRow = Actor & { readonly tokenHash: string };

/** The identities whose tokens have these hashes (`$1`, in hexadecimal) and have not expired: each row a TokenRow. */
export const BY_TOKEN_HASH = `
  SELECT id, role, force, encode(token_hash, 'hex') AS "tokenHash" FROM identities
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
