import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { beginAs, refusalOf } from '../support/database/plain-client.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { insertion, type Row } from '../support/returns/return-rows.js';

/*
 * A release is frozen in the database too: for the serving role as the coordinator, and for the owner of the tables.
 * What may change of it is that it opens earlier, and that it is withdrawn, once.
 */
const COORDINATOR = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };
const PUBLISHED = '2026-03-01T09:00:00Z';
const UNTIL = '2026-03-09T09:00:00Z';
const EARLIER = '2026-03-05T09:00:00Z';
/** SHA-256 of nothing. */
const HASH = Buffer.from('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'hex');
const ROW = {
  phase: 'scorpion-1',
  version: 1,
  published_at: PUBLISHED,
  as_at: PUBLISHED,
  embargo_until: UNTIL,
  opens_at: UNTIL,
  content: Buffer.alloc(0),
  content_hash: HASH,
} as const;
const REFUSED = { code: '42501', constraint: null };

/** What is tried as each: the columns that are not listed are tried too. */
const CHANGES: readonly (readonly [string, string])[] = [
  ['its phase', `phase = 'scorpion-2'`],
  ['its version', 'version = 2'],
  ['its kind', `kind = 'REVISION'`],
  ['its note', `note = 'Another.'`],
  ['when it was published', `published_at = published_at - interval '1 day'`],
  ['as at when it is', `as_at = as_at + interval '1 millisecond'`],
  ['the end of its embargo', `embargo_until = embargo_until + interval '1 day'`],
  ['whether it had an embargo', 'embargo_until = NULL'],
  ['its content', `content = '{}'`],
  ['its content, with the hash that belongs to it', `content = '{}', content_hash = sha256('{}')`],
  ['its hash', `content_hash = sha256('{}')`],
];

let database: TestDatabase;
const clients = new Map<string, pg.Client>();

beforeAll(async () => {
  database = await createTestDatabase();
  for (const [name, url] of [
    ['the serving role', database.servingUrl],
    ['the owner', database.ownerUrl],
  ] as const) {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    clients.set(name, client);
  }
  const withdrawn = { version: 2, kind: 'REVISION', note: 'More came in.', withdrawn_at: EARLIER };
  for (const row of [ROW, { ...ROW, ...withdrawn }]) await database.asOwner(...insertion('releases', row));
});

afterAll(async () => {
  for (const client of clients.values()) await client.end();
  await database.drop();
});

describe.each(['the serving role', 'the owner'])('for %s a release', (name) => {
  let client: pg.Client;

  beforeEach(() => {
    client = clients.get(name)!;
  });

  /** Why a statement is refused; null: it is not. */
  async function refused(sql: string, values: unknown[] = []): ReturnType<typeof refusalOf> {
    await beginAs(client, COORDINATOR);
    const refusal = await refusalOf(client.query(sql, values));
    await client.query('ROLLBACK');
    return refusal;
  }
  const change = (set: string, version = 1): ReturnType<typeof refusalOf> =>
    refused(`UPDATE releases SET ${set} WHERE version = ${version}`);

  it.each(CHANGES)('never changes %s', async (_, set) => {
    expect(await change(set)).toEqual(REFUSED);
  });

  it('changes nothing but when it opens and when it was withdrawn', async () => {
    const columns = await database.asOwner<{ column: string }>(
      `SELECT attname AS column FROM pg_attribute WHERE attrelid = 'releases'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const tried = CHANGES.flatMap(([, set]) => [...set.matchAll(/(\w+) = /g)].map(([, column]) => column));
    const others = columns.map(({ column }) => column).filter((column) => !tried.includes(column));
    expect(others.sort()).toEqual(['opens_at', 'withdrawn_at']);
  });

  it('opens earlier, and never later or before it was published', async () => {
    expect(await change(`opens_at = '${EARLIER}'`)).toBeNull();
    expect(await change(`opens_at = '${PUBLISHED}'`)).toBeNull();
    expect(await change(`opens_at = opens_at + interval '1 millisecond'`)).toEqual(REFUSED);
    expect(await change(`opens_at = published_at - interval '1 millisecond'`)).toEqual({
      code: '23514',
      constraint: 'ck_releases_opens_at',
    });
  });

  it('is withdrawn once, which is never undone or moved, and does not open earlier afterwards', async () => {
    expect(await change(`withdrawn_at = date_trunc('milliseconds', instant_now())`)).toBeNull();
    expect(await change('withdrawn_at = NULL', 2)).toEqual(REFUSED);
    expect(await change(`withdrawn_at = withdrawn_at + interval '1 day'`, 2)).toEqual(REFUSED);
    expect(await change(`withdrawn_at = withdrawn_at - interval '1 day'`, 2)).toEqual(REFUSED);
    // It would come out after all.
    expect(await change('opens_at = published_at', 2)).toEqual(REFUSED);
  });

  it('is not withdrawn in the future, nor, once it is out, before it came out: it would vanish', async () => {
    expect(await change(`withdrawn_at = instant_now() + interval '1 minute'`)).toEqual(REFUSED);
    expect(await change(`withdrawn_at = '${EARLIER}'`)).toEqual(REFUSED);
    expect(await change(`opens_at = '${PUBLISHED}', withdrawn_at = '${PUBLISHED}'`)).toBeNull();
    expect(await change(`withdrawn_at = published_at - interval '1 millisecond'`)).toEqual(REFUSED);
  });

  it('is never deleted or replaced', async () => {
    expect(await refused('DELETE FROM releases')).toEqual(REFUSED);
    expect(await refused('TRUNCATE releases CASCADE')).toEqual(REFUSED);
    const [sql, values] = insertion('releases', ROW);
    const other = `${sql} ON CONFLICT (phase, version) DO UPDATE SET content = '{}', content_hash = sha256('{}')`;
    expect(await refused(other, values)).toEqual(REFUSED);
  });

  it.each<[string, Row, string]>([
    ['a hash of something else', { content_hash: Buffer.alloc(32) }, 'ck_releases_content_hash'],
    ['a hash that is cut short', { content_hash: HASH.subarray(0, 31) }, 'ck_releases_content_hash'],
    ['an unknown kind', { kind: 'CHANGE' }, 'ck_releases_kind'],
    ['no note after the first version', { note: null }, 'ck_releases_later'],
    ['no kind after the first version', { kind: null }, 'ck_releases_later'],
    ['an opening after its embargo', { opens_at: '2026-03-09T09:00:00.001Z' }, 'ck_releases_opens_at'],
    ['a later opening without an embargo', { embargo_until: null }, 'ck_releases_opens_at'],
    ['a version that there is', { version: 1 }, 'pk_releases'],
    ['version 0', { version: 0 }, 'ck_releases_version'],
  ])('is not stored with %s', async (_, changes, constraint) => {
    const row = { ...ROW, version: 3, kind: 'CORRECTION', note: 'One was counted twice.' };
    expect(await refused(...insertion('releases', row))).toBeNull();
    expect(await refused(...insertion('releases', { ...row, ...changes }))).toMatchObject({ constraint });
  });
});

it.each(['release_readers', 'release_steps', 'release_acknowledgements', 'release_reads', 'headline_copies'])(
  'the serving role neither changes nor deletes nor empties %s',
  async (table) => {
    const client = clients.get('the serving role')!;
    for (const sql of [`UPDATE ${table} SET version = version`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await beginAs(client, COORDINATOR);
      expect([sql, await refusalOf(client.query(sql))]).toEqual([sql, REFUSED]);
      await client.query('ROLLBACK');
    }
  },
);
