import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IdentityEntity } from './identity.entity.js';

const MOST_OFFERED = 500;

/** The SQL of identities. */
@Injectable()
export class IdentitiesRepository {
  /** The identity whose token has this hash and has not expired; null: there is none. */
  async findByTokenHash(tx: EntityManager, tokenHash: Buffer): Promise<IdentityEntity | null> {
    return tx
      .createQueryBuilder(IdentityEntity, 'identity')
      .where('identity.tokenHash = :tokenHash', { tokenHash })
      .andWhere('(identity.expiresAt IS NULL OR identity.expiresAt > now())')
      .getOne();
  }

  /** Those that have not expired, by id; no more than can be chosen from. */
  async all(tx: EntityManager): Promise<IdentityEntity[]> {
    return tx
      .createQueryBuilder(IdentityEntity, 'identity')
      .where('identity.expiresAt IS NULL OR identity.expiresAt > now()')
      .orderBy('identity.id')
      .limit(MOST_OFFERED)
      .getMany();
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
