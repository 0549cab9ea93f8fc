import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/config.js';
import { Service } from '../../src/service.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* The migration as a separate command, which the image runs before the service. */

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase({ empty: true });
  folder = await mkdtemp(join(tmpdir(), 'scorpion-migrate-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

async function run(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['dist/cli/migrate.cli.js', ...args], {
    env: { PATH: process.env['PATH'], NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close');
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number | null];
  return { code, out, err };
}

async function secretFile(name: string, url: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${url}\n`, { mode: 0o600 });
  return path;
}

describe('the migration step', () => {
  it('migrates an empty database to the release, and finds nothing to do the next time', async () => {
    const env = {
      DATABASE_URL_FILE: await secretFile('serving', database.servingUrl),
      MIGRATION_DATABASE_URL_FILE: await secretFile('owner', database.ownerUrl),
    };
    const first = await run(env);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^The database is ready for this release; \d+ migrations were run: Installation1000000000001, /,
    );
    expect(await run(env)).toEqual({
      code: 0,
      out: 'The database is ready for this release; no migration was needed.\n',
      err: '',
    });
  });

  it('lets the service start without the owner', async () => {
    const service = new Service(
      parseConfig({ DATABASE_URL: database.servingUrl, PORT: '0', NODE_ENV: 'production', LOG_LEVEL: 'fatal' }),
      () => undefined,
    );
    const url = await service.start();
    const { status } = await fetch(`${url}/health/ready`);
    await service.stop();
    expect(status).toBe(200);
  });

  it('refuses a database that a newer release has migrated, and changes nothing in it', async () => {
    const privileges = async (): Promise<object[]> =>
      database.asOwner(
        `SELECT c.relname, c.relacl::text, (SELECT array_agg(a.attacl::text ORDER BY a.attnum) FROM pg_attribute a
           WHERE a.attrelid = c.oid) AS columns FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace
         ORDER BY c.relname`,
      );
    await database.asOwner(`INSERT INTO migrations (timestamp, name) VALUES (9, 'Later1000000000999')`);
    await database.asOwner(`CREATE TABLE later (id integer)`);
    const { servingUrl, ownerUrl } = database;
    const role = decodeURIComponent(new URL(servingUrl).username);
    await database.asOwner(`GRANT SELECT ON later TO "${role}"`);
    const before = await privileges();
    const { code, out, err } = await run({ DATABASE_URL: servingUrl, MIGRATION_DATABASE_URL: ownerUrl });
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('migrated by a newer release than this one, with Later1000000000999. Nothing was changed.');
    expect(await privileges()).toEqual(before);
    await database.asOwner(`DELETE FROM migrations WHERE name = 'Later1000000000999'; DROP TABLE later`);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['no database', {}, 'The configuration is not valid'],
    [
      'no owner',
      { DATABASE_URL: 'postgres://a:s3cret@127.0.0.1:1/x' },
      'DATABASE_URL or MIGRATION_DATABASE_URL is not set',
    ],
    [
      'a database that is down',
      {
        DATABASE_URL: 'postgres://a:s3cret@127.0.0.1:1/x',
        MIGRATION_DATABASE_URL: 'postgres://b:s3cret@127.0.0.1:1/x',
      },
      'Cannot connect to the database of MIGRATION_DATABASE_URL: connect ECONNREFUSED',
    ],
  ])('ends with 1 and a message, without a secret: %s', async (_, env, words) => {
    const { code, out, err } = await run(env);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain(words);
    expect(err).not.toMatch(/s3cret|^ +at /m);
  });

  it('prints its usage if asked, and ends with 2 for wrong arguments', async () => {
    const help = await run({}, '--help');
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('MIGRATION_DATABASE_URL_FILE');
    const wrong = await run({}, '--force');
    expect([wrong.code, wrong.out]).toEqual([2, '']);
    expect(wrong.err).toContain(
      'Unknown argument: --force. Expected: --help. To see what each does, run node dist/cli/migrate.cli.js --help',
    );
  });
});
