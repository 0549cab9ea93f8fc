import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService } from '../support/service/test-service.js';

/* A production database of the release before deadlines, with phases that somebody made by hand. */

const RELEASED = 6;
const PHASES = `
  INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status) VALUES
    ('long-past', 'own', 'Long past', '2024-03-04', '2024-03-08', 'DAY', 'OPEN'),
    ('over', 'own', 'Over', '2024-06-03', '2024-06-07', 'DAY', 'CLOSED'),
    ('some-month', 'own', 'Some month', '2024-09-01', '2024-09-30', 'MONTH', 'OPEN'),
    ('to-come', 'own', 'To come', '2090-03-06', '2090-03-10', 'DAY', 'PLANNED')`;

let database: TestDatabase;
const upgraded = async (): Promise<unknown[]> =>
  database.asOwner(
    `SELECT code, phase_status(status, closes_at, kept_open) AS status, kept_open_reason AS reason,
       to_char(closes_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') AS closes
     FROM phases WHERE operation = 'own' ORDER BY code`,
  );

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  const request = { ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo: false };
  await migrate(request);
  const source = ownerDataSource(request);
  await source.initialize();
  for (let left = MIGRATIONS.length; left > RELEASED; left -= 1)
    await source.undoLastMigration({ transaction: 'each' });
  await source.destroy();
  await database.asOwner(`INSERT INTO operations (code, name) VALUES ('own', 'Our own')`);
  await database.asOwner(PHASES);
});

afterAll(async () => {
  await database.drop();
});

describe('an upgrade to a release with deadlines', () => {
  it('closes no open phase, and gives every phase with known days its deadlines once', async () => {
    const reason = 'It was open before phases had deadlines.';
    for (let start = 0; start < 2; start += 1) {
      const service = await startTestService({ DEMO: 'false' }, database);
      await service.stop();
      expect(await upgraded()).toEqual([
        { code: 'long-past', status: 'OPEN', reason, closes: '2024-03-22 23:59' },
        { code: 'over', status: 'CLOSED', reason: null, closes: '2024-06-21 22:59' },
        { code: 'some-month', status: 'OPEN', reason, closes: null },
        { code: 'to-come', status: 'PLANNED', reason: null, closes: '2090-03-24 23:59' },
      ]);
    }
    const recorded = await database.asOwner(`SELECT FROM audit_entries WHERE action = 'REFERENCE_DATA_LOADED'`);
    expect(recorded).toHaveLength(2);
  });
});
