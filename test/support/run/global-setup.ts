import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type * as Compiled from '../../../src/database/embedded/index.js';
import type * as PlainClient from '../database/plain-client.js';
import type * as BuiltFiles from './built-files.js';
import type * as FastFolder from './fast-folder.js';

/*
 * One PostgreSQL for the whole run: the one that DATABASE_URL and MIGRATION_DATABASE_URL name, else one of our own. It
 * contains a template that is migrated, with reference data and demo identities, so that a suite's own database is a
 * quick copy. Jest loads this file outside its ESM mode, so it uses the service that `npm run build` made, in a
 * process of its own: what Nest stores in this process's global object would reach the suites.
 */
const COMPILED_POSTGRES = '../../../dist/database/embedded/index.js';
const COMPILED_SERVICE = 'dist/main.js';
/* Named as they are on disk, because Jest's mapping of names does not apply to this file. */
const BUILT_FILES = './built-files.ts';
const FAST_FOLDER = './fast-folder.ts';
const PLAIN_CLIENT = '../database/plain-client.ts';

interface TestRun {
  readonly stop: () => Promise<void>;
}

declare global {
  var testRun: TestRun | undefined;
}

export default async function setUp(): Promise<void> {
  // The contract's tests may be for a service that runs elsewhere.
  if (process.env['CONTRACT_URL'] !== undefined) {
    return;
  }
  const { checkBuiltFiles } = (await import(BUILT_FILES)) as typeof BuiltFiles;
  await checkBuiltFiles();
  const { DATABASE_URL: servingUrl, MIGRATION_DATABASE_URL: ownerUrl } = process.env;
  const external = servingUrl !== undefined && ownerUrl !== undefined;
  const server = external ? { servingUrl, ownerUrl, stop: async () => Promise.resolve() } : await startOwn();
  const template = `scorpion_test_${randomBytes(6).toString('hex')}`;
  globalThis.testRun = {
    stop: async () => {
      await runOn(server.ownerUrl, `DROP DATABASE IF EXISTS ${template}`);
      await server.stop();
    },
  };
  try {
    await runOn(server.ownerUrl, `CREATE DATABASE ${template}`);
    const { withDatabase } = (await import(PLAIN_CLIENT)) as typeof PlainClient;
    await fill(withDatabase(server.ownerUrl, template), withDatabase(server.servingUrl, template));
  } catch (error) {
    await globalThis.testRun.stop();
    throw error;
  }
  process.env['TEST_OWNER_URL'] = server.ownerUrl;
  process.env['TEST_SERVING_URL'] = server.servingUrl;
  process.env['TEST_TEMPLATE'] = template;
}

async function startOwn(): Promise<{ ownerUrl: string; servingUrl: string; stop: () => Promise<void> }> {
  const { EmbeddedPostgres } = (await import(COMPILED_POSTGRES)) as typeof Compiled;
  const { fastFolder } = (await import(FAST_FOLDER)) as typeof FastFolder;
  const dataDir = await mkdtemp(join(await fastFolder(), 'scorpion-test-'));
  const embedded = await EmbeddedPostgres.claim({ dataDir, say: () => undefined });
  const stop = async (): Promise<void> => {
    await embedded.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const urls = await embedded.start();
    return { ...urls, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Fills the database by starting and stopping the demo, as a user would. */
async function fill(ownerUrl: string, servingUrl: string): Promise<void> {
  const env = {
    PATH: process.env['PATH'],
    DATABASE_URL: servingUrl,
    MIGRATION_DATABASE_URL: ownerUrl,
    DEMO: 'true',
    LOAD_RECORD: 'false',
    PORT: '0',
  };
  const service = spawn(process.execPath, [COMPILED_SERVICE], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const ended = once(service, 'exit');
  for (const stream of [service.stdout, service.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (output.includes('Ready at')) {
        service.kill('SIGTERM');
      }
    });
  }
  const [code] = (await ended) as [number | null];
  if (code !== 0) {
    throw new Error(`The service did not start and stop as it should (exit ${code ?? 'by a signal'}):\n${output}`);
  }
}

async function runOn(url: string, statement: string): Promise<void> {
  const { withClient } = (await import(PLAIN_CLIENT)) as typeof PlainClient;
  await withClient(url, (client) => client.query(statement));
}
