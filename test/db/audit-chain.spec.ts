import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Audit } from '../../src/audit/index.js';
import type { AuditEntry } from '../../src/audit/domain/index.js';
import { AuditRepository } from '../../src/audit/audit.repository.js';
import { AuditVerificationRepository } from '../../src/audit/verification/audit-verification.repository.js';
import { AuditVerification, type AuditVerified } from '../../src/audit/verification/audit-verification.service.js';
import { addEntries, entriesOf, headOf, rewrittenFrom, tamper } from '../support/database/audit-record.js';
import { untilSomebodyWaits } from '../support/database/blocking-lock.js';
import { beginAs, withClient } from '../support/database/plain-client.js';
import { connectServing, type ServingSide } from '../support/service/serving-side.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

const COORDINATOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const WRITERS = 16;
const EACH = 5;

let database: TestDatabase;
let serving: ServingSide;
let audit: Audit;

beforeAll(async () => {
  database = await createTestDatabase();
  serving = await connectServing(database);
  audit = new Audit(new AuditRepository());
});

afterAll(async () => {
  await serving.stop();
  await database.drop();
});

async function verified(goOn: () => void = () => undefined): Promise<AuditVerified> {
  return new AuditVerification(serving.transactions, new AuditVerificationRepository()).verify(null, goOn);
}

const record = (phase: string, number: number): Promise<void> => {
  const entry: AuditEntry = { action: 'PHASE_CHANGED', phase, details: { number } };
  return serving.transactions.run(COORDINATOR, async (tx) => {
    await tx.query('SELECT 1');
    audit.record(tx, COORDINATOR, entry);
  });
};

describe('an entry', () => {
  it('has a hash that anybody who reads its seal can recompute from its contents', async () => {
    await record('scorpion-7', 3);
    const entry = (await entriesOf(database)).at(-1)!;
    const text =
      `[${entry.id}, ${Date.parse(entry.at)}, "demo-coordinator", "REGIONAL_COORDINATOR", null, "PHASE_CHANGED", ` +
      `"scorpion-7", null, {"number": 3}, "${entry.previous_hash}", "${entry.seal}"]`;
    expect(createHash('sha256').update(text).digest('hex')).toBe(entry.hash);
    expect(await headOf(database)).toBe(`${entry.id}:${entry.hash}`);
  });

  it('is never dated before the previous one, even if the clock is put back', async () => {
    await record('scorpion-7', 1);
    const last = (await entriesOf(database)).at(-1)!;
    await tamper(
      database,
      `UPDATE audit_entries SET at = at + interval '1 day' WHERE id = ${last.id}`,
      rewrittenFrom(Number(last.id)),
    );
    await record('scorpion-7', 2);
    const [before, after] = (await entriesOf(database)).slice(-2);
    expect(after?.at).toBe(before?.at);
    expect((await verified()).broken).toBeNull();
  });

  it('names the actor of its transaction, and cannot be added without one', async () => {
    const before = await headOf(database);
    const other = { ...COORDINATOR, id: 'demo-admin' };
    const attempt = serving.transactions.run(COORDINATOR, async (tx) => {
      await tx.query('SELECT 1');
      audit.record(tx, other, { action: 'PHASE_CLOSED', phase: 'scorpion-7' });
    });
    await expect(attempt).rejects.toThrow("in the name of its transaction's actor only");
    expect(await headOf(database)).toBe(before);
  });
});

describe('the audit chain', () => {
  it('is unbroken after sixteen concurrent writers, some of whom roll back', async () => {
    const before = (await entriesOf(database)).length;
    const writer = (place: number): Promise<void> =>
      withClient(database.servingUrl, async (client) => {
        for (let turn = 0; turn < EACH; turn += 1) {
          await beginAs(client, COORDINATOR);
          await client.query(`SELECT append_audit_entry($1, 'PHASE_CHANGED', $2, NULL, $3)`, [
            COORDINATOR.id,
            `writer-${place}`,
            JSON.stringify({ turn }),
          ]);
          await client.query((place + turn) % 3 === 0 ? 'ROLLBACK' : 'COMMIT');
        }
      });
    await Promise.all(Array.from({ length: WRITERS }, (_, place) => writer(place)));
    const entries = await entriesOf(database);
    const kept = Array.from({ length: WRITERS * EACH }, (_, n) => (Math.floor(n / EACH) + (n % EACH)) % 3 !== 0);
    expect(entries).toHaveLength(before + kept.filter(Boolean).length);
    expect(entries.map(({ id }) => Number(id))).toEqual(entries.map((_, index) => index + 1));
    expect(await verified()).toMatchObject({ whole: { count: entries.length }, broken: null });
  });

  it('continues while a writer that has added an entry is still running, and follows the order of the commits', async () => {
    let finish = (): void => undefined;
    const finished = new Promise<void>((resolve) => (finish = resolve));
    const paused = serving.transactions.run(COORDINATOR, async (tx) => {
      await tx.query(`UPDATE phases SET focus = 'x' WHERE code = 'scorpion-1'`);
      audit.record(tx, COORDINATOR, { action: 'PHASE_CHANGED', phase: 'scorpion-1' });
      await finished;
    });
    await record('scorpion-2', 1);
    await record('scorpion-3', 2);
    finish();
    await paused;
    expect((await entriesOf(database)).slice(-3).map(({ phase }) => phase)).toEqual([
      'scorpion-2',
      'scorpion-3',
      'scorpion-1',
    ]);
    expect((await verified()).broken).toBeNull();
  });

  it('has several entries of one transaction in their order', async () => {
    await serving.transactions.run(COORDINATOR, async (tx) => {
      await tx.query('SELECT 1');
      for (const number of [1, 2, 3]) {
        audit.record(tx, COORDINATOR, { action: 'PHASE_CHANGED', details: { number, text: `it's \\ "$1" ; COMMIT` } });
      }
    });
    expect((await entriesOf(database)).slice(-3).map(({ details }) => details['number'])).toEqual([1, 2, 3]);
    expect((await verified()).broken).toBeNull();
  });

  it('has one entry for a change that was retried after a conflict', async () => {
    const before = (await entriesOf(database)).length;
    let attempts = 0;
    await serving.transactions.run(COORDINATOR, async (tx) => {
      attempts += 1;
      audit.record(tx, COORDINATOR, { action: 'PHASE_CHANGED', details: { attempts } });
      if (attempts === 1) await tx.query(`DO $$ BEGIN RAISE serialization_failure; END $$`);
    });
    const added = (await entriesOf(database)).slice(before);
    expect(added.map(({ details }) => details)).toEqual([{ attempts: 2 }]);
  });

  it('gets no entry from a transaction that only reads', async () => {
    const attempt = serving.transactions.run(
      COORDINATOR,
      async (tx) => {
        await tx.query('SELECT 1');
        audit.record(tx, COORDINATOR, { action: 'PHASE_CHANGED' });
      },
      { readOnly: true },
    );
    await expect(attempt).rejects.toThrow('a transaction that is read-only');
  });

  it('rolls back the whole change and frees the connection if an entry is rejected', async () => {
    const pids: unknown[] = [];
    const pid = async (): Promise<void> => {
      pids.push(await serving.transactions.run(COORDINATOR, (tx) => tx.query('SELECT pg_backend_pid()')));
    };
    await pid();
    const attempt = serving.transactions.run(COORDINATOR, async (tx) => {
      await tx.query(`UPDATE phases SET focus = 'refused' WHERE code = 'scorpion-1'`);
      audit.record(tx, COORDINATOR, { action: 'no code' as 'PHASE_CHANGED' });
    });
    await expect(attempt).rejects.toMatchObject({ code: '23514' });
    expect(await database.asOwner(`SELECT FROM phases WHERE focus = 'refused'`)).toEqual([]);
    await pid();
    expect(pids[1]).toEqual(pids[0]);
  });

  it('has no entry and no gap for a change that was rolled back', async () => {
    const before = await headOf(database);
    const attempt = serving.transactions.run(COORDINATOR, async (tx) => {
      await tx.query('SELECT 1');
      audit.record(tx, COORDINATOR, { action: 'PHASE_CLOSED', phase: 'scorpion-7' });
      throw new Error('on purpose');
    });
    await expect(attempt).rejects.toThrow('on purpose');
    expect(await headOf(database)).toBe(before);
    await record('scorpion-7', 1);
    expect((await verified()).broken).toBeNull();
  });

  it('is read with the head of the same moment, even if an entry is added in between', async () => {
    const head = await headOf(database);
    const reading = await withClient(database.ownerUrl, async (owner) => {
      await beginAs(owner, COORDINATOR);
      await owner.query('LOCK TABLE audit_head IN ACCESS EXCLUSIVE MODE');
      const underWay = verified();
      await untilSomebodyWaits(database);
      await owner.query(`SELECT append_audit_entry($1, 'PHASE_CHANGED', NULL, NULL, '{}')`, [COORDINATOR.id]);
      await owner.query('COMMIT');
      return underWay;
    });
    expect([reading.broken, `${reading.whole.count}:${reading.whole.hash}`]).toEqual([null, head]);
    expect(await headOf(database)).not.toBe(head);
  });

  it('does not depend on how a session formats instants, floats and bytes', async () => {
    await withClient(database.servingUrl, async (client) => {
      await client.query(
        `SET TimeZone = 'Asia/Kathmandu'; SET DateStyle = 'German'; SET IntervalStyle = 'sql_standard';
         SET extra_float_digits = -15; SET bytea_output = 'escape'; SET client_encoding = 'LATIN1'`,
      );
      await beginAs(client, COORDINATOR);
      await client.query(`SELECT append_audit_entry($1, 'PHASE_CHANGED', NULL, NULL, '{"a": 0.1234567890123456789}')`, [
        COORDINATOR.id,
      ]);
      await client.query('COMMIT');
    });
    const name = new URL(database.ownerUrl).pathname.slice(1);
    for (const setting of [`TimeZone = 'America/St_Johns'`, `DateStyle = 'SQL, DMY'`, `bytea_output = 'escape'`]) {
      await database.asOwner(`ALTER DATABASE ${name} SET ${setting}`);
    }
    await serving.stop();
    serving = await connectServing(database);
    expect((await verified()).broken).toBeNull();
  });
});

describe('a record of thousands of entries', () => {
  beforeAll(async () => {
    await serving.stop();
    await database.drop();
    database = await createTestDatabase();
    serving = await connectServing(database);
    await withClient(database.servingUrl, async (client) => {
      await beginAs(client, COORDINATOR);
      await client.query(
        `SELECT append_audit_entry($1, 'PHASE_CHANGED', 'scorpion-7', NULL, jsonb_build_object('n', n))
         FROM generate_series(1, 2500) n`,
        [COORDINATOR.id],
      );
      await client.query('COMMIT');
    });
    await database.asOwner('CREATE TABLE kept_entries AS SELECT * FROM audit_entries');
  });

  it.each([1000, 1001, 2000, 2001])('is read page by page without missing entry %d', async (id) => {
    await tamper(database, `DELETE FROM audit_entries WHERE id = ${id}`);
    const { broken } = await verified();
    await tamper(database, `INSERT INTO audit_entries SELECT * FROM kept_entries WHERE id = ${id}`);
    expect(broken).toMatchObject({ kind: 'REMOVED', entry: id });
  });

  it('is read as it was when the reading began, even if others write in the meantime', async () => {
    const head = await headOf(database);
    let pages = 0;
    const written: Promise<void>[] = [];
    const { whole, broken } = await verified(() => {
      pages += 1;
      written.push(addEntries(database, 1));
    });
    await Promise.all(written);
    expect([pages, broken, `${whole.count}:${whole.hash}`]).toEqual([4, null, head]);
    expect(await headOf(database)).not.toBe(head);
  });
});
