import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { SYSTEM_ACTOR } from '../../src/access/index.js';
import type { TransactionActor } from '../../src/database/transactions/one-transaction.js';
import { addVersion, insertion, type Row } from '../support/returns/return-rows.js';
import { beginAs, refusalOf, withClient } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* The rules for deputies that the database itself enforces, behind the service. */

const COORDINATOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const APPROVER = { id: 'demo-approver-dorset', role: 'FORCE_APPROVER', force: 'dorset' };
const ANALYST = { id: 'demo-analyst-dorset', role: 'FORCE_ANALYST', force: 'dorset' };
/** Wiltshire's approver, who is a deputy as Dorset's approver. */
const DEPUTY = { ...APPROVER, id: 'demo-approver-wiltshire' };

const OF_DORSET: Row = {
  person: DEPUTY.id,
  role: 'FORCE_APPROVER',
  force: 'dorset',
  from_day: '2026-01-01',
  until_day: '2026-01-31',
  reason: 'away',
  appointed_by: COORDINATOR.id,
};
const OF_THE_REGION: Row = { ...OF_DORSET, person: 'demo-analyst-btp', role: 'REGIONAL_COORDINATOR', force: null };

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.servingUrl });
  await client.connect();
});

beforeEach(async () => {
  await database.asOwner('DELETE FROM deputies');
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

/** The outcome of a statement for an actor: how many rows it touches, or its SQLSTATE. The statement is rolled back. */
async function tried(actor: TransactionActor | null, sql: string, values: readonly unknown[] = []) {
  await beginAs(client, actor);
  let rows: number | null = null;
  const refusal = await refusalOf(client.query(sql, [...values]).then(({ rowCount }) => (rows = rowCount)));
  await client.query('ROLLBACK');
  return refusal?.code ?? rows;
}

describe('a deputy', () => {
  it.each<[string, Row]>([
    ['fk_deputies_person', { person: 'nobody' }],
    ['fk_deputies_force', { force: 'kent' }],
    ['ck_deputies_role', { role: 'ADMIN' }],
    ['ck_deputies_role', { role: 'PRESS_OFFICER' }],
    ['ck_deputies_role', { role: 'PCC_OFFICE' }],
    ['ck_deputies_force', { force: null }],
    ['ck_deputies_force', { role: 'REGIONAL_COORDINATOR' }],
    ['ck_deputies_days', { until_day: '2026-02-01' }],
    ['ck_deputies_days', { until_day: '2025-12-31' }],
    ['ck_deputies_appointed_by', { appointed_by: OF_DORSET['person'] }],
    ['ck_deputies_ended', { ended_by: COORDINATOR.id }],
  ])('must obey %s: %p', async (constraint, changed) => {
    await withClient(database.ownerUrl, async (owner) => {
      const refusal = await refusalOf(owner.query(...insertion('deputies', { ...OF_DORSET, ...changed })));
      expect(refusal?.constraint).toBe(constraint);
    });
  });

  it.each<[string, TransactionActor | null, number]>([
    ['the coordinator', COORDINATOR, 2],
    ['the service, which finds out who calls', SYSTEM_ACTOR, 2],
    ["the force's approver", APPROVER, 1],
    ['the deputy', { ...DEPUTY, force: 'wiltshire' }, 1],
    ["the force's analyst", ANALYST, 0],
    ["another force's approver", { ...APPROVER, id: 'demo-approver-btp', force: 'btp' }, 0],
    ['the press', { id: 'demo-press', role: 'PRESS_OFFICER', force: null }, 0],
    ['the administrator', { id: 'demo-admin', role: 'ADMIN', force: null }, 0],
    ['nobody', null, 0],
  ])('is visible to %s as far as the actor may see it', async (_, actor, rows) => {
    for (const row of [OF_DORSET, OF_THE_REGION]) await database.asOwner(...insertion('deputies', row));
    expect(await tried(actor, 'SELECT FROM deputies')).toBe(rows);
  });

  it('is appointed and ended by the coordinator and the force itself, not by a deputy of either, and not changed otherwise', async () => {
    await database.asOwner(...insertion('deputies', OF_DORSET));
    const found = [];
    const coordinatorsDeputy = { ...COORDINATOR, id: 'demo-analyst-btp' };
    for (const actor of [COORDINATOR, APPROVER, ANALYST, DEPUTY, coordinatorsDeputy, SYSTEM_ACTOR]) {
      const person = 'demo-analyst-wiltshire';
      const by = { person, appointed_by: actor.id };
      found.push([
        await tried(actor, ...insertion('deputies', { ...OF_DORSET, ...by })),
        await tried(actor, ...insertion('deputies', { ...OF_THE_REGION, ...by })),
        await tried(actor, 'UPDATE deputies SET ended_by = $1, ended_at = now()', [actor.id]),
      ]);
    }
    const refused = ['42501', '42501', 0];
    expect(found).toEqual([[1, 1, 1], [1, '42501', 1], refused, refused, refused, refused]);
    const inAnothersName = { ...OF_DORSET, appointed_by: APPROVER.id };
    expect(await tried(COORDINATOR, ...insertion('deputies', inAnothersName))).toBe('42501');
    expect(await tried(COORDINATOR, 'UPDATE deputies SET until_day = from_day')).toBe('42501');
    expect(await tried(COORDINATOR, 'DELETE FROM deputies')).toBe('42501');
  });

  it("is ended once, in the actor's own name", async () => {
    await database.asOwner(...insertion('deputies', OF_DORSET));
    const end = 'UPDATE deputies SET ended_by = $1, ended_at = now()';
    expect(await tried(COORDINATOR, end, [APPROVER.id])).toBe('42501');
    await database.asOwner(end, [APPROVER.id]);
    expect(await tried(COORDINATOR, end, [COORDINATOR.id])).toBe(0);
  });
});

describe('a step', () => {
  const sign = (actor: TransactionActor, more: Row): [string, unknown[]] =>
    insertion('version_states', {
      phase: 'scorpion-1',
      force: 'dorset',
      version: 1,
      step: 'SIGN_OFF',
      state: 'SIGNED_OFF',
      actor: actor.id,
      began_at: '2026-01-05T13:00:00Z',
      submitted_at: '2026-01-05T12:00:00Z',
      accepted: false,
      was_accepted: false,
      without_sign_off: false,
      ...more,
    });

  it('records that a deputy took it, whatever the service sends', async () => {
    const version = { version_id: await addVersion(database, 'scorpion-1', 'dorset') };
    const stepBy = async (actor: TransactionActor): Promise<unknown> => {
      await beginAs(client, actor);
      const [sql, values] = sign(actor, version);
      const { rows } = await client.query(`${sql} RETURNING as_deputy`, values);
      await client.query('ROLLBACK');
      return rows;
    };
    expect(await stepBy(APPROVER)).toEqual([{ as_deputy: false }]);
    expect(await stepBy(DEPUTY)).toEqual([{ as_deputy: true }]);
    expect(await tried(DEPUTY, ...sign(DEPUTY, { ...version, as_deputy: false }))).toBe('42501');
    expect(await tried(APPROVER, ...sign(APPROVER, { ...version, as_deputy: true }))).toBe('42501');
  });
});
