import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { addOpenPhases, FORCE } from '../support/lifecycle/people.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { currentReturn, mustTakeStep } from '../support/api/return-steps.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification } from '../support/database/verification.js';

/* Steps and endings that were stored before questions could be opened again. */

const BEFORE = 'Reinstatement1000000000014';

let database: TestDatabase;
let service: TestService;

/** Migrates the database down to the release before, or up again. */
async function migrateTo(release: 'BEFORE' | 'NOW'): Promise<void> {
  const request = { ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo: true };
  if (release === 'NOW') {
    await migrate(request);
    return;
  }
  const source = await ownerDataSource(request).initialize();
  const place = MIGRATIONS.findIndex(({ name }) => name === BEFORE);
  for (let left = MIGRATIONS.length; left > place; left -= 1) await source.undoLastMigration({ transaction: 'each' });
  await source.destroy();
}

const send = (phase: string, value: number): ReturnType<typeof mustSubmit> =>
  mustSubmit(service, { phase, force: FORCE, figures: [{ measure: 'arrests', value }] });
const withdraw = (phase: string, version: number): ReturnType<typeof mustTakeStep> =>
  mustTakeStep(service, 'demo-analyst-dorset', 'withdrawReturn', {
    phase,
    force: FORCE,
    version,
    reason: 'Another phase.',
  });

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService({}, database);
  await addOpenPhases(database, 'old', 2);
  for (const phase of ['old-1', 'old-2']) {
    await send(phase, 26);
    const key = { phase, force: FORCE, version: 1 };
    await mustTakeStep(service, 'demo-coordinator', 'queryReturn', { ...key, question: 'Are these all?' });
    await send(phase, 27);
  }
  await migrateTo('BEFORE');
  // How the release before withdrew: the previous version became current, but its question was not opened again.
  await database.asOwner(`
    WITH moved AS (
      UPDATE phases SET data_version = data_version + 1, data_changed_at = data_changed_at + interval '1 millisecond'
      WHERE code = 'old-2' RETURNING data_changed_at AS at
    ), step AS (
      INSERT INTO version_states (version_id, phase, force, version, step, state, began_at, actor, submitted_at, accepted,
        was_accepted, without_sign_off)
      SELECT version_id, phase, force, version, 'WITHDRAW', 'WITHDRAWN', moved.at, actor, submitted_at,
        false, false, false
      FROM moved, version_states WHERE phase = 'old-2' AND version = 2 RETURNING id, phase, force
    ) INSERT INTO step_reasons SELECT id, phase, force, 'Another phase.' FROM step`);
  await database.asOwner(`UPDATE returns SET standing = 1 WHERE phase = 'old-2'`);
  await migrateTo('NOW');
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

it('a question that a newer version ended before the upgrade is open again if that version is withdrawn after it', async () => {
  await withdraw('old-1', 2);
  expect(await currentReturn(service, { phase: 'old-1', force: FORCE })).toMatchObject({
    version: 1,
    status: 'QUERIED',
    queries: [{ ending: null }],
  });
});

it('a version whose newer one was withdrawn before the upgrade remains as it was', async () => {
  const key = { phase: 'old-2', force: FORCE };
  expect(await currentReturn(service, key)).toMatchObject({
    version: 1,
    status: 'SUBMITTED',
    queries: [{ ending: 'OVERTAKEN' }],
  });
  await mustTakeStep(service, 'demo-coordinator', 'queryReturn', { ...key, version: 1, question: 'And these?' });
  await send(key.phase, 28);
  await withdraw(key.phase, 3);
  expect(await currentReturn(service, key)).toMatchObject({
    version: 1,
    status: 'QUERIED',
    queries: [{ ending: 'OVERTAKEN' }, { ending: null }],
  });
});

it('data stored before the upgrade and data stored after it can be verified', async () => {
  const verification = await startVerification(database);
  expect(await verification.findings(['old-1', 'old-2'])).toEqual([]);
  await verification.stop();
});
