import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { migrate, ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { mustSubmit, readReturn } from '../support/api/returns-api.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* Data that were stored before figures could be withheld, and the way back to the release before. */

const KEY = { phase: 'scorpion-7', force: 'dorset' };
const UNTIL = new Date(Date.now() + 86_400_000).toISOString();

let database: TestDatabase;
let service: TestService;

beforeAll(async () => {
  database = await createTestDatabase();
  service = await startTestService({}, database);
});
afterAll(async () => {
  await service.stop();
  await database.drop();
});

const request = () => ({ ownerUrl: database.ownerUrl, servingUrl: database.servingUrl, demo: true });

/** Goes back to the release before figures could be withheld. */
async function goBack(): Promise<void> {
  const source = await ownerDataSource(request()).initialize();
  const place = MIGRATIONS.findIndex(({ name }) => name === 'WithheldFigures1000000000020');
  try {
    for (let left = MIGRATIONS.length; left > place; left -= 1) await source.undoLastMigration({ transaction: 'each' });
  } finally {
    await source.destroy();
  }
}

it('figures and drafts that were stored before are not withheld', async () => {
  await mustSubmit(service, { ...KEY, figures: [{ measure: 'arrests', value: 21 }] });
  await goBack();
  const entry = {
    figures: [{ measure: 'arrests', breakdown: null, value: '22', unit: null, qualifier: null, note: null }],
  };
  const rest = { nil: [], notApplicable: [], othersNil: false, window: null, asAt: null, note: null, reason: null };
  await database.asOwner(
    `INSERT INTO drafts (phase, force, revision, entry, saved_by, saved_at)
     VALUES ('scorpion-7', 'dorset', 1, $1, 'demo-analyst-dorset', now())`,
    [JSON.stringify({ ...entry, ...rest, expectedVersion: null, onBehalf: null })],
  );
  await migrate(request());
  expect(await readReturn(service, KEY)).toMatchObject({ figures: [{ value: 21, withheldUntil: null }] });
  const { data } = await service.ask(
    'demo-analyst-dorset',
    `{ return(phase: "scorpion-7", force: "dorset") { draft { entry { withheldUntil figures { value withheldUntil } } } } }`,
  );
  const draft = { entry: { withheldUntil: null, figures: [{ value: 22, withheldUntil: null }] } };
  expect(data).toEqual({ return: { draft } });
});

it('the way back is refused in words once a figure was withheld', async () => {
  await mustSubmit(service, { ...KEY, figures: [{ measure: 'arrests', value: 21, withheldUntil: UNTIL }] });
  await expect(goBack()).rejects.toThrow(/figures are or were withheld.*Go back by restoring a backup/);
  await migrate(request());
  expect(await readReturn(service, KEY)).toMatchObject({ figures: [{ value: 21, withheldUntil: UNTIL }] });
});
