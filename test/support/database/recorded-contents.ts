import { expect } from '@jest/globals';
import { ContentVerification } from '../../../src/audit/verification/content-verification.service.js';
import { RecordedContentsRepository } from '../../../src/audit/verification/recorded-contents.repository.js';
import { RECORDED_TABLES } from '../../../src/audit/verification/recorded-tables.js';
import { recordRows } from '../../../src/database/migrations/contents/recording.js';
import { typeorm } from '../run/packages.js';
import { tamper } from './audit-record.js';
import { connectServing } from '../service/serving-side.js';
import type { TestDatabase } from './test-database.js';

/**
 * Begins the audit record anew with an entry that records every row that exists, as an upgrade does. Rows that a test writes
 * directly in the database are in none.
 */
export async function recordContents(database: TestDatabase): Promise<void> {
  const { ownerUrl } = database;
  await tamper(
    database,
    'TRUNCATE audit_entries, audit_contents',
    `UPDATE audit_head SET count = 0, hash = decode(repeat('00', 32), 'hex')`,
  );
  const source = await new typeorm.DataSource({ type: 'postgres', url: ownerUrl }).initialize();
  const runner = source.createQueryRunner();
  try {
    await recordRows(runner, 'recorded-contents', Object.keys(RECORDED_TABLES));
  } finally {
    await runner.release();
    await source.destroy();
  }
}

/** The rows that are not as the last entry of the audit record has them, as `table key: kind`. */
export async function unrecorded(database: TestDatabase): Promise<string[]> {
  const { transactions, stop } = await connectServing(database);
  try {
    const verification = new ContentVerification(transactions, new RecordedContentsRepository());
    const { differences, forgedRecordings } = await verification.verify();
    expect(forgedRecordings).toEqual([]);
    return differences.map(({ table, key, kind }) => `${table} ${key.join(' ')}: ${kind}`);
  } finally {
    await stop();
  }
}
