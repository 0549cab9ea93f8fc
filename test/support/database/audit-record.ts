import type pg from 'pg';
import type { TestDatabase } from './test-database.js';
import { beginAs, withClient } from './plain-client.js';

/** An entry as it is stored, with hashes in hexadecimal and the instant as text. */
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
  /** Null: from before there were seals. */
  readonly seal: string | null;
}

/** Every entry of the record, in order. */
export async function entriesOf(database: TestDatabase): Promise<StoredEntry[]> {
  return database.asOwner<StoredEntry>(
    `SELECT id, at::text, actor, actor_role, actor_force, action, phase, force, details,
       encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash, encode(seal, 'hex') AS seal
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

/** Adds entries as the service does, each in a transaction of its own, with different details. */
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

/** Changes the record as nobody may: as the owner, with the triggers disabled that prevent it. */
export async function tamper(database: TestDatabase, ...statements: readonly string[]): Promise<void> {
  await withClient(database.ownerUrl, async (owner) => {
    await owner.query('BEGIN');
    const triggers = async (state: 'DISABLE' | 'ENABLE'): Promise<void> => {
      for (const table of await recordTables(owner)) await owner.query(`ALTER TABLE ${table} ${state} TRIGGER USER`);
    };
    await triggers('DISABLE');
    for (const statement of statements) await owner.query(statement);
    await triggers('ENABLE');
    await owner.query('COMMIT');
  });
}

/** The tables of the record that this database has. */
async function recordTables(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class WHERE relname IN ('audit_entries', 'audit_contents', 'audit_head')`,
  );
  return rows.map(({ name }) => name);
}

/** SQL: gives an entry the hash of its current contents. */
export const withItsHash = (id: number): string => `
  UPDATE audit_entries SET hash = sha256(convert_to((jsonb_build_array(id, (extract(epoch FROM at) * 1000)::bigint,
    actor, actor_role, actor_force, action, phase, force, details, encode(previous_hash, 'hex'))
    || CASE WHEN seal IS NULL THEN '[]' ELSE jsonb_build_array(encode(seal, 'hex')) END)::text, 'UTF8'))
  WHERE id = ${id}`;

/**
 * SQL: rebuilds the whole chain from an entry on, and the head, as somebody with full control of the database could.
 */
export const rewrittenFrom = (id: number): string => `
  DO $$ DECLARE one bigint; BEGIN
    FOR one IN SELECT id FROM audit_entries WHERE id >= ${id} ORDER BY id LOOP
      UPDATE audit_entries SET previous_hash = (SELECT b.hash FROM audit_entries b WHERE b.id = one - 1)
      WHERE id = one AND one > 1;
      EXECUTE replace($sql$${withItsHash(0)}$sql$, 'id = 0', 'id = ' || one);
    END LOOP;
    UPDATE audit_head SET (count, hash) = (SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1);
  END $$`;
