import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AccessAudit } from '../access/index.js';
import type { TransactionActor } from '../database/index.js';
import { AuditRepository } from './audit.repository.js';
import type { AuditEntry } from './domain/index.js';

/** The append-only record of who did what, and when. Each entry contains the hash of the previous one. */
@Injectable()
export class Audit implements AccessAudit {
  constructor(private readonly entries: AuditRepository) {}

  /**
   * Adds an entry in the transaction of the change: both are stored, or neither. The entry is written right before the
   * COMMIT, because it blocks the entries of all other transactions until this one ends. The entries of one transaction
   * keep their order.
   *
   * @param actor the actor of the transaction; PostgreSQL refuses an entry for anybody else
   * @throws Error in a read-only transaction
   */
  record(tx: EntityManager, actor: TransactionActor, entry: AuditEntry): void {
    this.entries.append(tx, actor.id, entry);
  }
}
