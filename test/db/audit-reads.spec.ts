import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { EntityManager } from 'typeorm';
import { AuditRepository, type AuditFilter } from '../../src/audit/audit.repository.js';
import { tamper } from '../support/database/audit-record.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * A page of the record costs only what is on it, however long the record is. Here it has 30,000 entries, a second
 * apart. Every fiftieth of the oldest thousand has a different actor, action, phase and force.
 */
const ENTRIES = 30_000;
const ADMIN = { id: 'demo-admin', role: 'ADMIN', force: null };
const RARE = 20;
const PAGE = 10;
const ANYTHING: AuditFilter = {
  actor: null,
  action: null,
  phase: null,
  force: null,
  from: null,
  to: null,
  newestFirst: true,
};
const at = (second: number): Date => new Date(Date.parse('2026-01-01T00:00:00Z') + 1000 * second);

let database: TestDatabase;
let serving: ServingSide;

beforeAll(async () => {
  database = await createTestDatabase();
  await tamper(database, 'TRUNCATE audit_entries');
  await database.asOwner(
    `INSERT INTO audit_entries
     SELECT n, timestamptz '2026-01-01T00:00:00Z' + interval '1 second' * n, CASE WHEN rare THEN 'other' ELSE 'usual' END,
       'ADMIN', NULL, CASE WHEN rare THEN 'PHASE_OPENED' ELSE 'DRAFT_SAVED' END,
       CASE WHEN rare THEN 'scorpion-1' WHEN n % 2 = 0 THEN 'scorpion-2' END,
       CASE WHEN rare THEN 'dorset' WHEN n % 2 = 0 THEN 'wiltshire' END, '{}', sha256('x'), sha256('x')
     FROM (SELECT n, n <= 1000 AND n % 50 = 0 AS rare FROM generate_series(1, $1) n) numbers`,
    [ENTRIES],
  );
  await database.asOwner('ANALYZE audit_entries');
  serving = await connectServing(database);
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

/** The number of rows of the table that this connection has read, although some transactions late. */
async function rowsRead(tx: EntityManager): Promise<number> {
  const [stat] = await tx.query<{ read: string | null }[]>(
    `SELECT seq_tup_read + idx_tup_fetch AS read FROM pg_stat_xact_user_tables WHERE relname = 'audit_entries'`,
  );
  return Number(stat?.read ?? 0);
}

/** The number of entries returned, and of rows of the table read for them. */
async function cost(
  filter: Partial<AuditFilter>,
  after: string | null = null,
): Promise<{ came: number; read: number }> {
  return serving.transactions.run(
    ADMIN,
    async (tx) => {
      const before = await rowsRead(tx);
      const came = await new AuditRepository().entries(tx, { ...ANYTHING, ...filter }, { first: PAGE, after });
      return { came: came.length, read: (await rowsRead(tx)) - before };
    },
    { readOnly: true },
  );
}

it.each<[string, Partial<AuditFilter>, string | null, number]>([
  ['all of it', {}, null, PAGE],
  ['all of it, from the first on', { newestFirst: false }, null, PAGE],
  ['the page after one in the middle', {}, '15000', PAGE],
  ['what somebody did who did little, long ago', { actor: 'other' }, null, PAGE],
  ['what was done rarely, long ago', { action: 'PHASE_OPENED' }, null, PAGE],
  ['what is about a phase', { phase: 'scorpion-1' }, null, PAGE],
  ['what is about a force', { force: 'dorset' }, null, PAGE],
  ['what is about a force, from the first on', { force: 'dorset', newestFirst: false }, null, PAGE],
  ['what is about a force, after the tenth', { force: 'dorset', newestFirst: false }, '500', PAGE],
  ['an hour, long ago', { from: at(3600), to: at(7200) }, null, PAGE],
  ['all until an instant', { to: at(500) }, null, PAGE],
  ['all from an instant on, from the first on', { from: at(29_000), newestFirst: false }, null, PAGE],
  ['an instant before everything', { to: at(-1) }, null, 0],
  ['an instant after everything', { from: at(40_000) }, null, 0],
  ['what nobody did', { actor: 'nobody' }, null, 0],
])('reads few rows beyond the page: %s', async (_, filter, after, expected) => {
  const { came, read } = await cost(filter, after);
  expect(came).toBe(expected);
  expect(read).toBeLessThanOrEqual(PAGE + RARE + 5);
});
