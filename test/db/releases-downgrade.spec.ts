import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { ownerDataSource } from '../../src/database/installation/migrate.js';
import { MIGRATIONS } from '../../src/database/migrations/index.js';
import { fillForAccess } from '../support/database/access-fixture.js';
import { schemaText } from '../support/database/schema-text.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Going back to the service before releases, before approvers asked questions, or before a merger could be undone: it works
 * as long as nothing is lost or shown, and refuses in words otherwise.
 */

const FIRST = MIGRATIONS.findIndex(({ name }) => name === 'HeldBackTotals1000000000018');
const MERGERS = MIGRATIONS.findIndex(({ name }) => name === 'UndoneMergers1000000000027');
const QUESTIONS = MIGRATIONS.findIndex(({ name }) => name === 'QuestionsOfApprovers1000000000026');
const RELEASES = MIGRATIONS.findIndex(({ name }) => name === 'Releases1000000000019');

let database: TestDatabase;
let source: DataSource;

beforeEach(async () => {
  database = await createTestDatabase();
  const urls = { ownerUrl: database.ownerUrl, servingUrl: database.servingUrl };
  source = await ownerDataSource({ ...urls, demo: true }).initialize();
});

afterEach(async () => {
  await source.destroy();
  await database.drop();
});

/** Undoes the migrations down to the one at this place, inclusive. */
async function undoTo(place: number): Promise<void> {
  const [row] = await database.asOwner<{ done: number }>('SELECT count(*)::int AS done FROM migrations');
  for (let left = row?.done ?? 0; left > place; left -= 1) await source.undoLastMigration({ transaction: 'each' });
}

const newest = async (): Promise<string | undefined> =>
  (await database.asOwner<{ name: string }>('SELECT name FROM migrations ORDER BY id DESC LIMIT 1'))[0]?.name;

it('is refused if there is a release, and leaves everything as it is', async () => {
  await fillForAccess(database);
  await undoTo(RELEASES + 1);
  const before = await schemaText(database);
  await expect(undoTo(RELEASES)).rejects.toThrow(
    /there are releases, which .* would lose\. Go back by restoring a backup/,
  );
  expect(await newest()).toBe('Releases1000000000019');
  expect(await schemaText(database)).toBe(before);
});

it('is refused if the totals of a phase are held back, which would show them, and works once they are shown', async () => {
  await database.asOwner(`UPDATE phases SET totals_held_back = true WHERE code = 'scorpion-3'`);
  await undoTo(RELEASES);
  await expect(undoTo(FIRST)).rejects.toThrow(/totals of some phases are held back.* Show them first \(changePhase/);
  expect(await newest()).toBe('HeldBackTotals1000000000018');
  await database.asOwner(`UPDATE phases SET totals_held_back = false WHERE code = 'scorpion-3'`);
  await undoTo(FIRST);
  expect(await newest()).toBe(MIGRATIONS[FIRST - 1]?.name);
});

it('works with a draft, people named for releases, and pre-election periods, and up again', async () => {
  const before = await schemaText(database);
  await database.asOwner(`INSERT INTO release_drafts VALUES ('scorpion-3', '{}', now(), 'demo-coordinator')`);
  await database.asOwner(`INSERT INTO release_draft_readers VALUES ('scorpion-3', 'demo-press')`);
  await database.asOwner(
    `INSERT INTO release_reads (phase, person, role) VALUES ('scorpion-3', 'demo-press', 'PRESS_OFFICER')`,
  );
  await database.asOwner(`INSERT INTO operation_release_readers VALUES ('scorpion', 'demo-press')`);
  await database.asOwner(
    `INSERT INTO pre_election_periods (name, from_day, until_day) VALUES ('Local', '2026-03-27', '2026-05-07')`,
  );
  await undoTo(FIRST);
  const tables = await database.asOwner(
    `SELECT relname FROM pg_class WHERE relkind = 'r' AND relname ~ 'release|headline|election'`,
  );
  expect(tables).toEqual([]);
  await source.runMigrations({ transaction: 'each' });
  expect(withoutGrants(await schemaText(database))).toBe(withoutGrants(before));
});

it('is refused if an approver asked a question, which would look like one of the region', async () => {
  await fillForAccess(database);
  const asked = `UPDATE questions SET asked_as = 'FORCE_APPROVER' WHERE force = 'dorset'`;
  await database.asOwner(asked);
  await expect(undoTo(QUESTIONS)).rejects.toThrow(/approvers of forces asked questions since.* Restore a dump instead/);
  expect(await newest()).toBe('QuestionsOfApprovers1000000000026');
  await database.asOwner('UPDATE questions SET asked_as = NULL');
  await undoTo(QUESTIONS);
  await source.runMigrations({ transaction: 'each' });
  expect(await newest()).toBe(MIGRATIONS.at(-1)?.name);
});

it('is refused if forces were merged or a merger was undone, of which the release before knows nothing', async () => {
  const refusal = /forces were merged, or a merger was undone, since.* Restore a dump instead/;
  for (const [done, undone] of [
    [
      `UPDATE memberships SET until_day = '2099-01-01', until_before_merger = 'infinity' WHERE force = 'btp'`,
      `UPDATE memberships SET until_day = NULL, until_before_merger = NULL WHERE force = 'btp'`,
    ],
    [
      `UPDATE forces SET valid_until = '2099-01-01' WHERE code = 'btp'`,
      `UPDATE forces SET valid_until = NULL WHERE code = 'btp'`,
    ],
  ] as const) {
    await database.asOwner(done);
    await expect(undoTo(MERGERS)).rejects.toThrow(refusal);
    await database.asOwner(undone);
  }
  await undoTo(MERGERS);
  await source.runMigrations({ transaction: 'each' });
  expect(await newest()).toBe(MIGRATIONS.at(-1)?.name);
});

/** Privileges are granted and revoked at a start, not by migrations. */
function withoutGrants(schema: string): string {
  return schema.replaceAll(/^(GRANT|REVOKE) .*\n/gm, '');
}
