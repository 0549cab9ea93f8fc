import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccessAudit } from '../access/index.js';
import type { TransactionActor } from '../database/index.js';
import { AuditRepository } from './audit.repository.js';
import type { AuditEntry } from './domain/index.js';

/** The append-only record of who did what, when: each entry carries the hash of the one before it. */
@Injectable()
export class Audit implements AccessAudit {
  constructor(private readonly entries: AuditRepository) {}

  /**
   * Adds an entry to the transaction of the change that it is about: both are stored, or neither. It is written right
   * before the COMMIT, since every other recording waits from there to the end of the transaction; entries of one
   * transaction keep their order.
   *
   * @param actor who the transaction is for; PostgreSQL refuses an entry in anybody else's name
   * @throws Error in a transaction that only reads
   */
  record(tx: EntityManager, actor: TransactionActor, entry: AuditEntry): void {
    this.entries.append(tx, actor.id, entry);
  }
}
