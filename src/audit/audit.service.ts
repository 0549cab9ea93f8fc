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
   * Adds an entry in the transaction of the change that it is about: both are stored, or neither. From here to the
   * transaction's end every other recording waits, so it comes last, after all other locks.
   *
   * @param actor who the transaction is for; PostgreSQL refuses an entry in anybody else's name
   */
  async record(tx: EntityManager, actor: TransactionActor, entry: AuditEntry): Promise<void> {
    await this.entries.append(tx, actor.id, entry);
  }
}
