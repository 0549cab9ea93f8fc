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

/** What came of reading the record. */
export interface AuditVerified {
  /** How far it is whole: all of it, or up to the break. */
  readonly whole: ChainMark;
  /** The first; null: there is none. */
  readonly broken: ChainBreak | null;
}

/** The most entries in memory at once. */
const ENTRIES_AT_ONCE = 1_000;

/** Whether the record is as it was written. Reads only. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: AuditVerificationRepository,
  ) {}

  /**
   * Works every entry's hash out anew and follows the chain from the first entry to the head, all as it was at one
   * moment; stops at the first break.
   *
   * @param noted a head that was noted down outside, by which a record that was rewritten whole is known; null: none
   * @param goOn called before each thousand entries; ends the work when it throws
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
    // Some more than are there, since what was written last may have been removed. Not what the head says: it is under
    // suspicion itself, and could say more than anybody lives to count.
    const longest = (await this.repository.count(tx)) + ENTRIES_AT_ONCE;
    return explainBreak(before, entry, { head, predecessor, longest }, digest);
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
