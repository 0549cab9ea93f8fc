import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/config/settings.js';
import {
  COMPOSE,
  COMPOSE_TEXT,
  EXTERNAL_TEXT,
  composeService,
  externalCompose,
  type ComposeService,
} from './support/compose.js';

/* Checks docker/compose.yml against the files, settings and documents that it names. */

const README = readFileSync('docker/README.md', 'utf8');
const SERVICES = Object.entries(COMPOSE.services);
const LASTING = SERVICES.filter(([, { restart }]) => restart === 'unless-stopped');

/** The path in the project of a mounted path of this machine. */
const localPaths = ({ volumes = [] }: ComposeService): string[] =>
  volumes.map((volume) => volume.split(':')[0] ?? '').filter((source) => source.startsWith('.'));

describe('docker/compose.yml', () => {
  it.each(SERVICES)('limits %s to the rights that it needs', (_, service) => {
    expect(service).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      logging: { driver: 'json-file', options: { 'max-size': '10m' } },
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      pids_limit: expect.any(Number),
    });
  });

  it.each(SERVICES)('gives %s only secrets, networks and volumes that it declares', (_, service) => {
    const named = (service.volumes ?? []).map((volume) => volume.split(':')[0] ?? '').filter((v) => !v.startsWith('.'));
    expect(Object.keys(COMPOSE.secrets)).toEqual(expect.arrayContaining([...(service.secrets ?? [])]));
    expect(Object.keys(COMPOSE.networks)).toEqual(expect.arrayContaining([...service.networks]));
    expect(Object.keys(COMPOSE.volumes)).toEqual(expect.arrayContaining(named));
    const files = Object.entries(service.environment ?? {}).filter(([name]) => name.endsWith('_FILE'));
    expect((service.secrets ?? []).map((name) => `/run/secrets/${name}`)).toEqual(
      expect.arrayContaining(files.map(([, path]) => path)),
    );
  });

  it('mounts and builds only from paths that exist', () => {
    const built = SERVICES.flatMap(([, { build }]) =>
      typeof build === 'string'
        ? [join(build, 'Dockerfile')]
        : build === undefined
          ? []
          : [join(build.context, build.dockerfile ?? 'Dockerfile')],
    );
    for (const path of [...SERVICES.flatMap(([, service]) => localPaths(service)), ...built]) {
      expect([path, existsSync(join('docker', path))]).toEqual([path, true]);
    }
    // PostgreSQL's image sources a script that is not executable in its own shell.
    accessSync('docker/postgres/roles.sh', constants.X_OK);
  });

  it('gives the service and its migration only settings that exist', () => {
    const names = ['service', 'migrate'].flatMap((name) => Object.keys(composeService(name).environment ?? {}));
    expect(SETTINGS.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });

  it('gives the credentials of the owner and the superuser to no container that runs permanently', () => {
    const strong = ['migration_database_url', 'owner_password', 'postgres_password'];
    const holders = SERVICES.filter(([, { secrets = [] }]) => secrets.some((name) => strong.includes(name)));
    expect(holders.map(([name]) => name)).toEqual(['postgres', 'migrate', 'restore']);
    expect(composeService('service').secrets).toEqual(['database_url', 'metrics_token']);
  });

  it("connects only the service to a network outside the database's, and publishes it only on this machine", () => {
    expect(COMPOSE.networks['database']).toEqual({ internal: true });
    expect(SERVICES.filter(([, { networks }]) => networks.join() !== 'database').map(([name]) => name)).toEqual([
      'service',
    ]);
    expect(SERVICES.flatMap(([, { ports = [] }]) => ports)).toEqual(['127.0.0.1:3000:3000']);
  });

  it('starts the service and the backups after the database was migrated', () => {
    for (const name of ['service', 'backup']) {
      expect(composeService(name).depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        migrate: { condition: 'service_completed_successfully' },
      });
    }
    expect(composeService('postgres').healthcheck?.test).toContain('pg_isready');
    expect(composeService('migrate')).toMatchObject({ restart: 'no', entrypoint: ['node', 'dist/cli/migrate.cli.js'] });
  });

  it('restarts every permanent container after a failure, and gives it time to stop', () => {
    expect(LASTING.map(([name]) => name)).toEqual(['postgres', 'service', 'backup']);
    for (const [, service] of LASTING) {
      expect(service.stop_grace_period).toMatch(/^\d+s$/);
    }
  });

  it('pins the images that it does not build, the server and its programs to one major version', () => {
    const dockerfile = readFileSync('docker/backup/Dockerfile', 'utf8');
    expect(SERVICES.filter(([, { build }]) => build === undefined).map(([name]) => name)).toEqual(['postgres']);
    expect(composeService('postgres').image).toBe('postgres:18-alpine');
    expect(dockerfile).toContain(`ARG POSTGRES_IMAGE=${composeService('postgres').image}\n`);
    // The data path in the image of 18, and of no older one.
    expect(composeService('postgres').volumes).toContain('data:/var/lib/postgresql');
  });

  it('is described in its README: each variable that may be set, each container, each secret', () => {
    const variables = [...`${COMPOSE_TEXT}${EXTERNAL_TEXT}`.matchAll(/\$\{(\w+):([-?])([^}]*)\}/g)];
    for (const [, name = '', kind, unset = ''] of variables) {
      expect(README).toContain(`| \`${name}\` | ${kind === '-' ? unset : ''} |`);
    }
    for (const name of [...Object.keys(COMPOSE.services), ...Object.keys(COMPOSE.secrets)]) {
      expect(README).toContain(`\`${name}\``);
    }
  });
});

describe('docker/compose.external.yml', () => {
  const ADDRESS = { DATABASE_HOST: 'db.example.police.uk', DATABASE_MAJOR: '16' };
  const external = externalCompose(ADDRESS);
  const running = Object.entries(external.services).filter(([name]) => name !== 'postgres');

  it('leaves the database out, and nothing waits for it', () => {
    // Compose rejects a file in which a service depends on a missing one, unless the dependency is optional.
    expect(Object.keys(external.services)).toEqual(SERVICES.map(([name]) => name));
    expect(external.services['postgres']?.profiles).toEqual(['not-here']);
    for (const [name, { depends_on: needs, profiles }] of running) {
      expect([name, profiles]).toEqual([name, composeService(name).profiles]);
      expect([name, needs]).toEqual([
        name,
        { ...composeService(name).depends_on, postgres: { condition: 'service_healthy', required: false } },
      ]);
    }
  });

  it('connects every container that uses the database to it, with the certificate to check', () => {
    expect(external.networks['database']).toEqual({ internal: false });
    expect(external.secrets['database_ca']).toEqual({ file: './secrets/database_ca' });
    for (const [name, { networks, secrets }] of running) {
      expect([name, networks]).toEqual([name, expect.arrayContaining(['database'])]);
      expect([name, secrets]).toEqual([name, [...(composeService(name).secrets ?? []), 'database_ca']]);
    }
  });

  it.each(['backup', 'restore'])(
    'makes %s use the named database, over TLS, with programs of its major version',
    (name) => {
      expect(external.services[name]).toMatchObject({
        build: { context: './backup', args: { POSTGRES_IMAGE: 'postgres:16-alpine' } },
        environment: {
          ...composeService(name).environment,
          PGHOST: 'db.example.police.uk',
          PGPORT: 5432,
          PGSSLMODE: 'verify-full',
          PGSSLROOTCERT: '/run/secrets/database_ca',
        },
      });
      expect(readFileSync('docker/backup/Dockerfile', 'utf8')).toContain('\nARG POSTGRES_IMAGE=');
    },
  );

  it.each(['DATABASE_HOST', 'DATABASE_MAJOR'])('is rejected without %s', (name) => {
    const others = Object.fromEntries(Object.entries(ADDRESS).filter(([each]) => each !== name));
    expect(() => externalCompose(others)).toThrow(`${name} is missing in .env`);
  });
});
