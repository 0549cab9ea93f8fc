import type { TestDatabase } from './test-database.js';
import { beginAs, withClient } from './serving-side.js';

/** An entry as it is stored, hashes in hexadecimal and the instant as text. */
export interface StoredEntry {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly actor_role: string;
  readonly actor_force: string | null;
  readonly action: string;
  readonly phase: string | null;
  readonly force: string | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly previous_hash: string;
  readonly hash: string;
}

/** Every entry of the record, in order. */
export async function entriesOf(database: TestDatabase): Promise<StoredEntry[]> {
  return database.asOwner<StoredEntry>(
    `SELECT id, at::text, actor, actor_role, actor_force, action, phase, force, details,
       encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash
     FROM audit_entries ORDER BY id`,
  );
}

/** The head of the record, as `count:hash`. */
export async function headOf(database: TestDatabase): Promise<string> {
  const [head] = await database.asOwner<{ head: string }>(
    `SELECT count || ':' || encode(hash, 'hex') AS head FROM audit_head`,
  );
  return head?.head ?? '';
}

/** Adds entries as the service does, each in a transaction of its own, with details that tell them apart. */
export async function addEntries(database: TestDatabase, count: number): Promise<void> {
  const actor = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
  await withClient(database.servingUrl, async (client) => {
    for (let number = 1; number <= count; number += 1) {
      await beginAs(client, actor);
      await client.query(`SELECT append_audit_entry($1, 'PHASE_CHANGED', 'scorpion-7', 'dorset', $2)`, [
        actor.id,
        JSON.stringify({ number, text: 'é"\\ ', ratio: 0.1, list: [1, null, true] }),
      ]);
      await client.query('COMMIT');
    }
  });
}
