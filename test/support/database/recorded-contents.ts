import { ContentVerification } from '../../../src/audit/verification/content-verification.service.js';
import { RecordedContentsRepository } from '../../../src/audit/verification/recorded-contents.repository.js';
import { RECORDED_TABLES } from '../../../src/audit/verification/recorded-tables.js';
import { connectServing } from '../service/serving-side.js';
import type { TestDatabase } from './test-database.js';
import { beginAs, withClient } from './plain-client.js';

const SYSTEM = { id: 'system', role: 'SYSTEM', force: null };

/**
 * Records every row that is there in one audit entry. Rows that a test adds or changes past the service are in none.
 */
export async function recordContents({ ownerUrl }: TestDatabase): Promise<void> {
  await withClient(ownerUrl, async (owner) => {
    await beginAs(owner, SYSTEM);
    for (const table of Object.keys(RECORDED_TABLES)) {
      await owner.query(
        `SELECT set_config('scorpion.contents', concat_ws(E'\n', nullif(current_setting('scorpion.contents', true), ''),
           string_agg(jsonb_build_array($1::text, key, encode(digest, 'hex'))::text, E'\n')), true)
         FROM content_digests($1)`,
        [table],
      );
    }
    await owner.query(`SELECT append_audit_entry('system', 'CONTENTS_RECORDED', NULL, NULL, '{}')`);
    await owner.query('COMMIT');
  });
}

/** The rows that are not as the last entry of the audit record has them, as `table key: kind`. */
export async function unrecorded(database: TestDatabase): Promise<string[]> {
  const { transactions, stop } = await connectServing(database);
  try {
    const verification = new ContentVerification(transactions, new RecordedContentsRepository());
    const { differences } = await verification.verify(() => undefined);
    return differences.map(({ table, key, kind }) => `${table} ${key}: ${kind}`);
  } finally {
    await stop();
  }
}
