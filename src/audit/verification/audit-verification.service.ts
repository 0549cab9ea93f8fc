import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import {
  breakOfHead,
  breakOfLength,
  breakOfNote,
  explainBreak,
  follows,
  START,
  type ChainBreak,
  type ChainEntry,
  type ChainMark,
} from '../domain/index.js';
import { AuditVerificationRepository } from './audit-verification.repository.js';

/** The result of checking the record. */
export interface AuditVerified {
  /** The place up to which the record is intact: its end, or the break. */
  readonly whole: ChainMark;
  /** The first break; null if there is none. */
  readonly broken: ChainBreak | null;
}

/** The most entries in memory at once. */
const ENTRIES_AT_ONCE = 1_000;

/** Checks that the record is as it was written. Only reads. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: AuditVerificationRepository,
  ) {}

  /**
   * Recomputes the hash of every entry and follows the chain from the first entry to the head, in one snapshot. Stops
   * at the first break.
   *
   * @param noted a head noted down outside the database, which reveals a record that was rewritten completely; null:
   *   none
   * @param goOn called before each thousand entries; may throw to end the work
   */
  async verify(noted: ChainMark | null, goOn: () => void): Promise<AuditVerified> {
    return this.transactions.run(SYSTEM_ACTOR, (tx) => this.verifyIn(tx, noted, goOn), {
      readOnly: true,
      snapshot: true,
    });
  }

  private async verifyIn(tx: EntityManager, noted: ChainMark | null, goOn: () => void): Promise<AuditVerified> {
    const head = await this.repository.begin(tx);
    let whole = START;
    let broken = breakOfNote(whole, noted);
    for (;;) {
      goOn();
      const entries = await this.repository.next(tx, ENTRIES_AT_ONCE);
      for (const entry of entries) {
        if (broken !== null) return { whole, broken };
        if (!follows(whole, entry, head, digest)) {
          return { whole, broken: await this.explain(tx, whole, entry, head) };
        }
        whole = { count: entry.id, hash: entry.hash };
        broken = breakOfNote(whole, noted);
      }
      if (entries.length === 0) {
        return { whole, broken: broken ?? breakOfHead(whole, head) ?? breakOfLength(whole, noted) };
      }
    }
  }

  private async explain(
    tx: EntityManager,
    before: ChainMark,
    entry: ChainEntry,
    head: ChainMark | null,
  ): Promise<ChainBreak> {
    const predecessor = await this.repository.numberOf(tx, entry.previousHash);
    // Somewhat more than the entries found, because the last ones may have been removed. Not the count of the head,
    // which may be wrong itself, and so large that counting to it would never end.
    const longest = (await this.repository.count(tx)) + ENTRIES_AT_ONCE;
    return explainBreak(before, entry, { head, predecessor, longest }, digest);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
