import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from './domain/index.js';

/** The SQL of the record. */
@Injectable()
export class AuditRepository {
  /** Appends an entry of the transaction's actor, who must be this one. */
  async append(tx: EntityManager, actor: string, entry: AuditEntry): Promise<void> {
    const { action, phase = null, force = null, details = {} } = entry;
    await tx.query('SELECT append_audit_entry($1, $2, $3, $4, $5)', [
      ...[actor, action, phase, force],
      JSON.stringify(details),
    ]);
  }
}
