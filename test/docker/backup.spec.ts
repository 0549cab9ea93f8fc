import { chmod, cp, mkdtemp, readFile, readdir, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { migrate } from '../../src/database/index.js';
import { makeCertificate, makeSecrets, startPostgresql, type PostgresqlServer } from './support/postgresql-server.js';
import { composeService, externalCompose } from './support/compose.js';
import { mustRun, run, type Ended } from './support/run.js';

/* The database's roles, backups and restores, with the scripts of docker/ and PostgreSQL's own programs. */

const TABLES = `SELECT string_agg(relname, ',' ORDER BY relname COLLATE "C") FROM pg_class
  WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`;
const PRIVILEGES = `SELECT string_agg(relname || coalesce(relacl, acldefault('r', relowner))::text || relrowsecurity::text, ',' ORDER BY relname COLLATE "C")
  FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`;

let folder: string;
let secrets: string;
let backups: string;
let server: PostgresqlServer;
/** Clean-up steps, run last to first. */
const cleanUps: (() => Promise<unknown>)[] = [];

const secret = async (name: string): Promise<string> => (await readFile(join(secrets, name), 'utf8')).trim();
const dumps = async (): Promise<string[]> => (await readdir(backups)).sort();

/** A script of docker/backup with the environment that compose.yml gives the container, and these variables. */
async function script(
  container: string,
  command: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const given = Object.entries(composeService(container).environment ?? {}).map(([name, value]) => [
    name,
    String(value).replace('/run/secrets', secrets),
  ]);
  const [name = '', ...args] = command;
  return run(['sh', `docker/backup/${name}`, ...args], {
    env: { ...Object.fromEntries(given), ...server.env, BACKUP_DIR: backups, ...env },
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorpion-backup-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  await chmod(folder, 0o755);
  secrets = join(folder, 'secrets');
  server = await startPostgresql(folder);
  cleanUps.push(server.stop);
  await makeSecrets(secrets, server.address);
  expect(await server.makeRoles(secrets)).toMatchObject({ code: 0, err: '' });
  await migrate({
    ownerUrl: await secret('migration_database_url'),
    servingUrl: await secret('database_url'),
    demo: false,
  });
  await server.sql(
    'scorpion',
    `INSERT INTO identities (id, role, token_hash)
     SELECT 'person-' || n, 'REGIONAL_COORDINATOR', sha256(n::text::bytea) FROM generate_series(1, 1000) n`,
  );
});

afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) {
    await cleanUp();
  }
});

beforeEach(async () => {
  backups = await mkdtemp(join(folder, 'backups-'));
});

describe("the database's roles", () => {
  it('are ordinary roles, except that the backup role bypasses row-level security', async () => {
    const found = await server.sql(
      'scorpion',
      `SELECT string_agg(concat_ws(' ', rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls), '; '
         ORDER BY rolname) FROM pg_roles WHERE rolname LIKE 'scorpion%'`,
    );
    expect(found).toBe('scorpion_app f f f f f; scorpion_backup f f f f t; scorpion_owner f f f f f');
  });

  it('get the passwords in the secrets when roles.sh runs again', async () => {
    const changed = join(folder, 'changed');
    await makeSecrets(changed);
    const login = async (name: string): Promise<number | null> => {
      const env = { ...server.env, PGPASSWORD: await readFile(join(name, 'app_password'), 'utf8') };
      return (await run(['psql', '-X', '-w', '-U', 'scorpion_app', '-d', 'scorpion', '-c', 'SELECT 1'], { env })).code;
    };
    expect(await server.makeRoles(changed)).toMatchObject({ code: 0, err: '' });
    expect([await login(secrets), await login(changed)]).toEqual([2, 0]);
    expect(await server.makeRoles(secrets)).toMatchObject({ code: 0, err: '' });
    expect([await login(secrets), await login(changed)]).toEqual([0, 2]);
  });

  it("keep everybody else out of the other databases on the project's own server, and only there", async () => {
    const open = `SELECT string_agg(datname, ',' ORDER BY datname) FROM pg_database
      WHERE datallowconn AND has_database_privilege('public', oid, 'CONNECT')`;
    await server.sql('postgres', 'GRANT CONNECT ON DATABASE postgres, template1 TO PUBLIC');
    expect(await server.makeRoles(secrets, 'a shared server')).toMatchObject({ code: 0, err: '' });
    expect(await server.sql('postgres', open)).toBe('postgres,template1');
    expect(await server.makeRoles(secrets)).toMatchObject({ code: 0, err: '' });
    expect(await server.sql('postgres', open)).toBe('');
  });

  it('are not made without a secret', async () => {
    const lacking = await mkdtemp(join(folder, 'lacking-'));
    await writeFile(join(lacking, 'owner_password'), 'x');
    expect(await server.makeRoles(lacking)).toEqual({
      code: 1,
      out: '',
      err: 'The secret app_password is missing or empty.\n',
    });
  });
});

describe('the secrets', () => {
  const contents = async (place: string): Promise<Readonly<Record<string, string>>> =>
    Object.fromEntries(
      await Promise.all(
        (await readdir(place)).map(async (name) => [name, await readFile(join(place, name), 'utf8')] as const),
      ),
    );
  let place: string;

  beforeEach(async () => {
    place = join(await mkdtemp(join(folder, 'secrets-')), 'secrets');
  });

  it('are made once, as readable files in a private folder', async () => {
    expect((await stat(secrets)).mode & 0o777).toBe(0o700);
    for (const name of await readdir(secrets)) {
      expect([name, (await stat(join(secrets, name))).mode & 0o777]).toEqual([name, 0o444]);
    }
    const before = await contents(secrets);
    expect(before['app_password']).toMatch(/^[0-9a-f]{48}$/);
    expect(await makeSecrets(secrets)).toBe(`No secret is missing in ${secrets}.\n`);
    expect(await contents(secrets)).toEqual(before);
  });

  it('added by a release are made beside the existing ones', async () => {
    await makeSecrets(place);
    const { metrics_token: token, ...before } = await contents(place);
    await rm(join(place, 'metrics_token'));
    expect(await makeSecrets(place)).toMatch(`Made ${place}/metrics_token.\nKeep a copy`);
    const { metrics_token: made, ...after } = await contents(place);
    expect(after).toEqual(before);
    expect(made).toMatch(/^[0-9a-f]{48}$/);
    expect(made).not.toBe(token);
    expect((await stat(join(place, 'metrics_token'))).mode & 0o777).toBe(0o444);
  });

  it.each(['app_password', 'database_url', 'postgres_password'])('are not made if only %s is missing', async (name) => {
    await makeSecrets(place);
    await rm(join(place, name));
    await rm(join(place, 'metrics_token'));
    const before = await contents(place);
    await expect(makeSecrets(place)).rejects.toThrow(`but not ${name}, and these belong together.`);
    expect(await contents(place)).toEqual(before);
  });

  it('name an external PostgreSQL, which must show its certificate', async () => {
    const address = { DATABASE_HOST: 'db.example.police.uk', DATABASE_CA: server.certificate };
    await makeSecrets(place, address);
    const made = await contents(place);
    const tls = 'sslmode=verify-full&sslrootcert=/run/secrets/database_ca';
    expect(made).toMatchObject({
      database_url: `postgres://scorpion_app:${made['app_password'] ?? ''}@db.example.police.uk:5432/scorpion?${tls}\n`,
      migration_database_url: `postgres://scorpion_owner:${made['owner_password'] ?? ''}@db.example.police.uk:5432/scorpion?${tls}\n`,
      database_ca: await readFile(server.certificate, 'utf8'),
    });
    await rm(join(place, 'database_ca'));
    await expect(makeSecrets(place, address)).rejects.toThrow('but not database_ca');
  });

  it('include a roles.sh that the database can read, however private the checkout is', async () => {
    const checkout = await mkdtemp(join(folder, 'checkout-'));
    await cp('docker', checkout, { recursive: true });
    const roles = join(checkout, 'postgres', 'roles.sh');
    await chmod(roles, 0o700);
    await mustRun(['sh', join(checkout, 'make-secrets.sh'), place], { env: { PATH: '/usr/bin:/bin' } });
    expect((await stat(roles)).mode & 0o777).toBe(0o755);
  });
});

describe('a backup', () => {
  it('restores rows, privileges and row-level security', async () => {
    const made = await script('backup', ['backup.sh']);
    expect(made).toMatchObject({ code: 0, err: '' });
    const [dump = ''] = await dumps();
    expect(made.out).toMatch(new RegExp(`^Backed up to ${dump}, \\d+ bytes\\.\\n$`));
    expect((await stat(join(backups, dump))).mode & 0o777).toBe(0o600);

    const asked = [TABLES, PRIVILEGES, 'SELECT count(*) FROM migrations', 'SELECT max(id) FROM identities'];
    const before = await Promise.all(asked.map((statement) => server.sql('scorpion', statement)));
    await server.sql('postgres', 'ALTER DATABASE scorpion RENAME TO scorpion_before');
    expect(await server.makeRoles(secrets)).toMatchObject({ code: 0, err: '' });
    expect(await script('restore', ['restore.sh', dump])).toEqual({
      code: 0,
      err: '',
      out: `Restored ${dump} into 'scorpion'.\n`,
    });
    expect(await Promise.all(asked.map((statement) => server.sql('scorpion', statement)))).toEqual(before);
    const urls = { ownerUrl: await secret('migration_database_url'), servingUrl: await secret('database_url') };
    expect(await migrate({ ...urls, demo: false })).toEqual([]);
  });

  it('is not restored into a database that is not empty, which remains unchanged', async () => {
    await script('backup', ['backup.sh']);
    const [dump = ''] = await dumps();
    const { code, err } = await script('restore', ['restore.sh', dump]);
    expect([code, err]).toEqual([1, "Nothing was restored: the database 'scorpion' is not empty.\n"]);
    expect(await server.sql('scorpion', 'SELECT count(*) FROM identities')).toBe('1000');
  });

  it.each(['', 'scorpion-20260101T000000Z.dump', '../secrets/app_password'])(
    'is not restored from "%s"',
    async (name) => {
      expect(await script('restore', ['restore.sh', name])).toMatchObject({ code: 1, out: '' });
    },
  );

  it('that was cut off is not restored', async () => {
    await script('backup', ['backup.sh']);
    const [dump = ''] = await dumps();
    const { size } = await stat(join(backups, dump));
    await truncate(join(backups, dump), size - 2000);
    const { code, err } = await script('restore', ['restore.sh', dump]);
    expect([code, err]).toEqual([1, expect.stringContaining(`${dump} cannot be read.`)]);
  });

  it('keeps the newest, as many as set, and every file with another name', async () => {
    const old = ['20260101T021500Z', '20260102T021500Z', '20260103T021500Z'].map((at) => `scorpion-${at}.dump`);
    for (const name of [...old, 'before-upgrade.dump']) {
      await writeFile(join(backups, name), 'x');
    }
    const { code } = await script('backup', ['backup.sh'], { BACKUP_KEEP: '2' });
    expect(code).toBe(0);
    expect(await dumps()).toEqual([
      'before-upgrade.dump',
      old[2],
      expect.stringMatching(/^scorpion-\d{8}T\d{6}Z\.dump$/),
    ]);
  });

  it.each<[string, Readonly<Record<string, string>>, string]>([
    ['the database is missing', { PGDATABASE: 'nowhere' }, 'pg_dump did not end well'],
    ['the database was never migrated', { PGDATABASE: 'empty' }, 'the database was never migrated'],
    ['the number to keep is 0', { BACKUP_KEEP: '0' }, 'BACKUP_KEEP must be a whole number from 1'],
    ['the number to keep is not a number', { BACKUP_KEEP: 'all' }, 'BACKUP_KEEP must be a whole number from 1'],
  ])('that fails because %s leaves the old ones and no partial file', async (_, env, words) => {
    await writeFile(join(backups, 'scorpion-20260101T021500Z.dump'), 'x');
    if (env['PGDATABASE'] === 'empty') {
      await server.sql('postgres', 'CREATE DATABASE empty');
    }
    const { code, err } = await script('backup', ['backup.sh'], { BACKUP_KEEP: '1', ...env });
    expect([code, err]).toEqual([1, expect.stringContaining(`No backup: ${words}`)]);
    expect(await dumps()).toEqual(['scorpion-20260101T021500Z.dump']);
  });

  it('deletes a partial file of a run that was cut off', async () => {
    const left = join(backups, '.scorpion-20260101T021500Z.dump.7.part');
    await writeFile(left, 'x');
    await utimes(left, 0, 0);
    await script('backup', ['backup.sh']);
    expect(await dumps()).toEqual([expect.stringMatching(/\.dump$/)]);
  });

  it('is reported missing once the newest is too old', async () => {
    expect(await script('backup', ['backup-age.sh'])).toEqual({
      code: 1,
      out: '',
      err: 'No backup is younger than 1560 minutes.\n',
    });
    const dump = join(backups, 'scorpion-20260101T021500Z.dump');
    await writeFile(dump, 'x');
    expect(await script('backup', ['backup-age.sh'])).toEqual({ code: 0, out: '', err: '' });
    await utimes(dump, 0, 0);
    expect((await script('backup', ['backup-age.sh'])).code).toBe(1);
  });
});

describe('an external PostgreSQL', () => {
  let external: string;

  /** A script of docker/backup as compose.external.yml runs it, with the secrets in `external`. */
  async function externalScript(
    container: string,
    command: readonly string[],
    env: Readonly<Record<string, string>> = {},
  ): Promise<Ended> {
    const { services } = externalCompose({ ...server.address, DATABASE_MAJOR: '15' });
    const given = Object.entries(services[container]?.environment ?? {}).map(([name, value]) => [
      name,
      String(value).replace('/run/secrets', external),
    ]);
    const [name = '', ...args] = command;
    const PATH = server.env['PATH'] ?? '';
    return run(['sh', `docker/backup/${name}`, ...args], {
      env: { ...Object.fromEntries(given), PATH, BACKUP_DIR: backups, ...env },
    });
  }

  beforeAll(async () => {
    external = join(folder, 'external');
    await makeSecrets(external, { ...server.address, DATABASE_CA: server.certificate });
    expect(await server.makeRoles(external, 'a shared server')).toMatchObject({ code: 0, err: '' });
  });

  afterAll(async () => {
    expect(await server.makeRoles(secrets)).toMatchObject({ code: 0, err: '' });
  });

  it('is migrated, backed up and restored to over TLS', async () => {
    const url = async (name: string): Promise<string> =>
      (await readFile(join(external, name), 'utf8')).trim().replace('/run/secrets', external);
    const urls = { ownerUrl: await url('migration_database_url'), servingUrl: await url('database_url') };
    expect(await migrate({ ...urls, demo: false })).toEqual([]);
    expect(await externalScript('backup', ['backup.sh'])).toMatchObject({ code: 0, err: '' });
    const [dump = ''] = await dumps();
    await server.sql('postgres', 'ALTER DATABASE scorpion RENAME TO scorpion_with_tls');
    expect(await server.makeRoles(external, 'a shared server')).toMatchObject({ code: 0, err: '' });
    expect(await externalScript('restore', ['restore.sh', dump])).toMatchObject({ code: 0, err: '' });
    expect(await server.sql('scorpion', 'SELECT count(*) FROM identities')).toBe('1000');
  });

  it('is sent nothing if it cannot show its certificate', async () => {
    const another = join(folder, 'another.pem');
    await makeCertificate(another, join(folder, 'another-key.pem'));
    const { code, err } = await externalScript('backup', ['backup.sh'], { PGSSLROOTCERT: another });
    expect([code, err]).toEqual([1, expect.stringContaining('certificate verify failed')]);
    const ownerUrl = (await readFile(join(external, 'migration_database_url'), 'utf8'))
      .trim()
      .replace('/run/secrets/database_ca', another);
    await expect(migrate({ ownerUrl, servingUrl: ownerUrl, demo: false })).rejects.toThrow('certificate');
  });
});

describe('the backup container', () => {
  let programs: string;

  /**
   * The commands that it starts, with a schedule. A stand-in for supercronic prints its arguments, and keeps running.
   */
  const start = async (schedule: string): Promise<Ended> => {
    const PATH = `${programs}:${resolve('docker/backup')}:${server.env['PATH'] ?? ''}`;
    return script('backup', ['start.sh'], { PATH, TMPDIR: programs, BACKUP_SCHEDULE: schedule });
  };

  beforeAll(async () => {
    programs = await mkdtemp(join(folder, 'programs-'));
    const standIn = `#!/bin/sh
for crontab; do :; done
case $1 in
  -test) grep -Eqx '([0-9*,/-]+ ){5}backup\\.sh' "$crontab" ;;
  *) echo "supercronic $1"; cat "$crontab" ;;
esac
`;
    await writeFile(join(programs, 'supercronic'), standIn, { mode: 0o755 });
  });

  it('backs up at once if there is no recent backup, then on schedule', async () => {
    await writeFile(join(backups, 'scorpion-20260101T021500Z.dump'), 'x');
    await utimes(join(backups, 'scorpion-20260101T021500Z.dump'), 0, 0);
    const { code, out, err } = await start('15 2 * * *');
    expect([code, err]).toEqual([0, 'No backup is younger than 1560 minutes.\n']);
    const [, dump = ''] = await dumps();
    expect(out).toMatch(
      new RegExp(
        `^Backed up to ${dump}, \\d+ bytes\\.\nsupercronic -passthrough-logs\n15 2 \\* \\* \\* backup\\.sh\n$`,
      ),
    );
  });

  it('only backs up on schedule if there is a recent one', async () => {
    await writeFile(join(backups, 'scorpion-20260101T021500Z.dump'), 'x');
    expect(await start('*/30 * * * *')).toEqual({
      code: 0,
      err: '',
      out: 'supercronic -passthrough-logs\n*/30 * * * * backup.sh\n',
    });
    expect(await dumps()).toEqual(['scorpion-20260101T021500Z.dump']);
  });

  it('stops without a backup if the schedule is invalid', async () => {
    expect(await start('every night')).toEqual({ code: 1, out: '', err: '' });
    expect(await dumps()).toEqual([]);
  });
});
