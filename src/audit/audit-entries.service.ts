import { Injectable } from '@nestjs/common';
import { PublicReferences, type Actor } from '../access/index.js';
import { CodedError, cut } from '../common/errors.js';
import type { Page } from '../common/page.js';
import { Transactions } from '../database/index.js';
import { AuditRepository, type AuditFilter, type RecordedEntry } from './audit.repository.js';

/** Reads the audit record. */
@Injectable()
export class AuditEntriesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly references: PublicReferences,
    private readonly entries: AuditRepository,
  ) {}

  /**
   * A page of the record, oldest or newest entry first.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force; BAD_USER_INPUT if `after` is not the id of an entry, or
   *   `from` is later than `to`
   */
  async list(actor: Actor, filter: AuditFilter, page: Page): Promise<RecordedEntry[]> {
    const { phase, force, from, to } = filter;
    await this.references.assertKnown(actor, { phase, force });
    if (from !== null && to !== null && from > to) {
      throw new CodedError(
        'BAD_USER_INPUT',
        `'from', ${from.toISOString()}, is later than 'to', ${to.toISOString()}. Give an earlier 'from'.`,
      );
    }
    const { after } = page;
    return this.transactions.run(
      actor,
      async (tx) => {
        if (after != null && !(await this.entries.isEntry(tx, after))) {
          throw new CodedError('BAD_USER_INPUT', `'after' must be the id of an entry, not '${cut(after)}'.`);
        }
        return this.entries.entries(tx, filter, page);
      },
      { readOnly: true },
    );
  }
}
