import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from './domain/actor.js';
import { IdentityEntity } from './identity.entity.js';

/** The SQL of identities. */
@Injectable()
export class IdentitiesRepository {
  /** The identities whose tokens have these hashes (in hexadecimal) and have not expired, each with its hash. */
  async withTokenHashes(tx: EntityManager, tokenHashes: readonly string[]): Promise<(Actor & { tokenHash: string })[]> {
    return tx.query(
      `SELECT id, role, force, encode(token_hash, 'hex') AS "tokenHash" FROM identities
       WHERE token_hash = ANY (SELECT decode(hash, 'hex') FROM unnest($1::text[]) hash)
         AND (expires_at IS NULL OR expires_at > now())`,
      [tokenHashes],
    );
  }

  /** Adds the identities that are not there yet; those that are stay as they are. */
  async addMissing(tx: EntityManager, identities: readonly IdentityEntity[]): Promise<void> {
    await tx
      .createQueryBuilder()
      .insert()
      .into(IdentityEntity)
      .values([...identities])
      .orIgnore()
      .execute();
  }
}
