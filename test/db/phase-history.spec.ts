import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';
import { beginAs, refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const COORDINATOR: TransactionActor = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const PHASE = 'scorpion-7';
const MOVE_ON = `SELECT move_data_version_on('${PHASE}')`;
const MOVE_ON_AS_OWNER = `UPDATE phases SET data_version = data_version + 1 WHERE code = '${PHASE}'`;
const TAKE_OUT = `UPDATE participations SET participation = 'NOT_TAKING_PART', reason = 'Flooding'
  WHERE phase = '${PHASE}' AND force = 'dorset'`;
const ASK_NO_MORE = `DELETE FROM phase_asks WHERE phase = '${PHASE}' AND measure = 'arrests'`;

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.servingUrl });
  await client.connect();
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** Runs statements for the coordinator in one transaction, reads as the owner, and rolls back. */
async function after(statements: readonly string[], read: string): Promise<unknown[]> {
  return withClient(database.ownerUrl, async (owner) => {
    await beginAs(owner, COORDINATOR);
    for (const statement of statements) await owner.query(statement);
    const { rows } = await owner.query<object>(read);
    await owner.query('ROLLBACK');
    return rows;
  });
}

/** The SQLSTATE of the first of these statements that is refused to this actor; null: none is. */
async function refusal(actor: TransactionActor, statements: readonly string[]): Promise<string | null> {
  await beginAs(client, actor);
  let refused: string | null = null;
  for (const statement of statements) refused ??= (await refusalOf(client.query(statement)))?.code ?? null;
  await client.query('ROLLBACK');
  return refused;
}

describe('a foreign key to the person who changed a phase', () => {
  it('has an index over all rows that begins with its columns', async () => {
    const tables = ['participation_changes', 'phase_ask_changes', 'memberships', 'phase_exceptions', 'forces'];
    const without = await database.asOwner(
      `SELECT conname FROM pg_constraint
       WHERE contype = 'f' AND conrelid = ANY ($1::text[]::regclass[]) AND NOT EXISTS (
         SELECT FROM pg_index WHERE indrelid = conrelid AND indpred IS NULL
           AND (indkey::int2[])[0:cardinality(conkey) - 1] = conkey)`,
      [tables],
    );
    expect(without).toEqual([]);
  });
});

describe('the history of a phase', () => {
  it('has from the beginning how the phase was set up', async () => {
    const [counts] = await database.asOwner(
      `SELECT (SELECT count(*)::int FROM participations) = count(*)::int AS participations,
         bool_and(began_at = '-infinity' AND actor IS NULL) AS "fromTheBeginning",
         (SELECT count(*)::int = (SELECT count(*)::int FROM phase_asks) FROM phase_ask_changes
          WHERE began_at = '-infinity') AS asks
       FROM participation_changes`,
    );
    expect(counts).toEqual({ participations: true, fromTheBeginning: true, asks: true });
  });

  it('records who changed a participation, why, and at the instant at which the phase changed', async () => {
    const rows = await after(
      [MOVE_ON, TAKE_OUT],
      `SELECT c.participation, c.actor, c.reason, c.began_at = p.data_changed_at AS "isAsInPhase"
       FROM participation_changes c JOIN phases p ON p.code = c.phase
       WHERE c.phase = '${PHASE}' AND c.force = 'dorset' ORDER BY c.began_at DESC LIMIT 1`,
    );
    expect(rows).toEqual([
      { participation: 'NOT_TAKING_PART', actor: 'demo-coordinator', reason: 'Flooding', isAsInPhase: true },
    ]);
  });

  it('records a measure that the phase no longer asks for', async () => {
    const rows = await after(
      [MOVE_ON, ASK_NO_MORE],
      `SELECT ask, actor FROM phase_ask_changes WHERE phase = '${PHASE}' AND measure = 'arrests' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows).toEqual([{ ask: null, actor: 'demo-coordinator' }]);
  });

  it("rejects a change that does not increase the phase's data version", async () => {
    expect(await refusal(COORDINATOR, [TAKE_OUT])).toBe('P0001');
    expect(await refusal(COORDINATOR, [ASK_NO_MORE])).toBe('P0001');
    await database.asOwner(MOVE_ON_AS_OWNER);
    expect(await refusal(COORDINATOR, [TAKE_OUT])).toBe('P0001');
    const ask = `INSERT INTO phase_asks VALUES ('${PHASE}', 'convictions', 'ASKED')`;
    expect(await refusal(COORDINATOR, [ask])).toBe('P0001');
    expect(await refusal(COORDINATOR, [MOVE_ON, ask])).toBeNull();
  });

  it('is written only by its triggers, and never changed', async () => {
    const add = `INSERT INTO participation_changes (phase, force, participation, began_at)
      VALUES ('${PHASE}', 'dorset', 'NOT_KNOWN', now())`;
    expect(await refusal(COORDINATOR, [add])).toBe('42501');
    expect(await refusal(COORDINATOR, ["UPDATE participation_changes SET participation = 'NOT_KNOWN'"])).toBe('42501');
    expect(await refusal(COORDINATOR, ['DELETE FROM phase_ask_changes'])).toBe('42501');
    expect(await refusal(COORDINATOR, ['TRUNCATE participation_changes'])).toBe('42501');
  });
});
