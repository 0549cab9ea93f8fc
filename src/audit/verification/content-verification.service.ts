import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../access/index.js';
import { ProgramRefused } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { RecordedContentsRepository, type DifferingContent } from './recorded-contents.repository.js';
import { RECORDED_TABLES } from './recorded-tables.js';

/** A difference, with its table and the columns of its key. */
export interface ContentDifference extends DifferingContent {
  readonly table: string;
  readonly columns: readonly string[];
}

/** The comparison of the database with the record. */
export interface ContentsVerified {
  /** How many digests were compared. */
  readonly compared: number;
  /** How many differ. */
  readonly different: number;
  /** The differences, by the entry that recorded them, those that no entry recorded at the end. Of a table at most 100. */
  readonly differences: readonly ContentDifference[];
  /** The first entry with digests: those before it were made by a release that recorded none. Null: there is none. */
  readonly since: number | null;
}

/** The most differences of one table that are given. */
const MOST_OF_TABLE = 100;

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
   * @param goOn called before each table; may throw to end the work
   * @throws ProgramRefused if the function in the database that computes digests was replaced
   */
  async verify(goOn: () => void): Promise<ContentsVerified> {
    return this.transactions.run(SYSTEM_ACTOR, (tx) => this.verifyIn(tx, goOn), { readOnly: true, snapshot: true });
  }

  private async verifyIn(tx: EntityManager, goOn: () => void): Promise<ContentsVerified> {
    if (!(await this.repository.isFunctionIntact(tx))) {
      throw new ProgramRefused(
        'The function content_digests in the database is not the one of this release: somebody may have replaced it. ' +
          'Compare the database with a backup.',
      );
    }
    let sum = { compared: 0, different: 0 };
    const differences: ContentDifference[] = [];
    for (const [table, columns] of Object.entries(RECORDED_TABLES)) {
      goOn();
      const { compared, different, first } = await this.repository.compare(tx, table, MOST_OF_TABLE);
      sum = { compared: sum.compared + compared, different: sum.different + different };
      differences.push(...first.map((one) => ({ table, columns, ...one })));
    }
    differences.sort((one, other) => (one.entry ?? Infinity) - (other.entry ?? Infinity) || 0);
    return { ...sum, differences, since: await this.repository.firstEntry(tx) };
  }
}
