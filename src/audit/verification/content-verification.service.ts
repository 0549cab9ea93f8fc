import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../access/index.js';
import { ProgramRefused } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { madeByMigrations } from '../domain/index.js';
import { RecordedContentsRepository, type DifferingContent } from './recorded-contents.repository.js';
import { RECORDED_TABLES, UNCHANGING_TABLES } from './recorded-tables.js';

/** A difference, with the names of the columns of its key. */
export interface ContentDifference extends DifferingContent {
  readonly columns: readonly string[];
}

/** The comparison of the database with the record. */
export interface ContentsVerified {
  /** How many digests were compared. */
  readonly compared: number;
  /** How many differ. */
  readonly different: number;
  /** The differences in the order of audit entries; rows in no entry come last. At most 200. */
  readonly differences: readonly ContentDifference[];
  /** An earlier release made the entries before this one, without digests. Null: no entry has any. */
  readonly firstEntryWithDigests: number | null;
  /** The numbers of entries that recorded rows as they stood although no migration made them. */
  readonly forgedRecordings: readonly number[];
}

const MAX_DIFFERENCES = 200;

/** Checks that the database is as the audit record says. Only reads. */
@Injectable()
export class ContentVerification {
  constructor(
    private readonly transactions: Transactions,
    private readonly repository: RecordedContentsRepository,
  ) {}

  /**
   * Computes the digests of every recorded table, in one snapshot, and compares them with those of the last entries.
   *
   * @throws ProgramRefused if the function in the database that computes digests, or a table, was replaced
   */
  async verify(): Promise<ContentsVerified> {
    return this.transactions.run(SYSTEM_ACTOR, (tx) => this.verifyIn(tx), { readOnly: true, snapshot: true });
  }

  private async verifyIn(tx: EntityManager): Promise<ContentsVerified> {
    await this.repository.begin(tx);
    if (!(await this.repository.isFunctionIntact(tx))) {
      throw new ProgramRefused(
        'The function content_digests in the database is not the one of this release: somebody may have replaced it. ' +
          'Compare the database with a backup.',
      );
    }
    const tables = Object.keys(RECORDED_TABLES);
    const replaced = await this.repository.replaced(tx, tables);
    if (replaced.length > 0) {
      throw new ProgramRefused(
        `Not plain tables: ${replaced.join(', ')}. Somebody may have put a view or a rule there. Compare the database with a backup.`,
      );
    }
    const firstEntryWithDigests = await this.repository.firstEntry(tx);
    const recordings = await this.repository.recordings(tx);
    const { compared, different, first } = await this.repository.compare(tx, {
      tables,
      unchanging: UNCHANGING_TABLES,
      most: MAX_DIFFERENCES,
    });
    const differences = first.map((one) => ({ ...one, columns: RECORDED_TABLES[one.table] ?? [] }));
    const upgrades = madeByMigrations(recordings, firstEntryWithDigests);
    const forgedRecordings = recordings.map(({ id }) => id).filter((id) => !upgrades.includes(id));
    return { compared, different, differences, firstEntryWithDigests, forgedRecordings };
  }
}
