import { chmod, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import request from 'supertest';
import { OtherClients } from '../support/database/other-clients.js';
import { makeOwnPostgres, type OwnPostgres } from '../support/database/own-postgres.js';
import { withClient } from '../support/database/plain-client.js';
import { until } from '../support/run/until.js';
import { startServiceProcess } from '../support/service/service-process.js';
import { startGroup, type StartedGroup } from '../support/service/started-group.js';
import { ask } from '../support/service/test-service.js';

/*
 * The database answers, but requests fail. As long as that lasts, the probe says so. The log has one line at error when it
 * begins and one when it ends.
 */
const PATIENCE_MS = 30_000;
const READ = '{ regionalTotals(phase: "scorpion-7") { totals { measure { code } } } }';
const WRITE = `mutation { submitReturn(input: { phase: "scorpion-9", force: "dorset", figures: [{ measure: "arrests", value: 2 }] }) { __typename } }`;

let postgres: OwnPostgres;
let others: OtherClients;
let service: StartedGroup;
let url = '';

beforeAll(async () => {
  postgres = await makeOwnPostgres();
  others = new OtherClients(postgres.ownerUrl);
  ({ group: service, url } = await startServiceProcess({
    DATABASE_URL: postgres.servingUrl,
    MIGRATION_DATABASE_URL: postgres.ownerUrl,
    LOG_LEVEL: 'error',
    REQUEST_TIMEOUT_MS: '3000',
    // Every request asks the database.
    ANSWER_CACHE_BYTES: '0',
  }));
  // The phase and all that a return needs are there: it would be taken.
  expect(await answerTo(WRITE)).toBe('answered');
});

afterAll(async () => {
  await others.leave();
  service.end();
  await service.ended;
  await postgres.remove();
});

async function statusOf(): Promise<string> {
  const { status, body } = await request(url).get('/health/ready');
  return `${status} ${(body as { status: string }).status}`;
}

const becomes = (status: string): Promise<void> =>
  until(`the probe answers ${status}`, PATIENCE_MS, async () => (await statusOf()) === status);

async function answerTo(query: string): Promise<string> {
  const token = query === WRITE ? 'demo-analyst-dorset' : 'demo-coordinator';
  const { errors } = await ask<unknown>(url, token, query);
  return errors[0]?.extensions.code ?? 'answered';
}

async function asSuperuser(sql: string): Promise<void> {
  await withClient(postgres.superuserUrl, (client) => client.query(sql));
}

/** When the service last checked its database, in milliseconds. */
async function lastCheck(): Promise<number> {
  const sql = `SELECT max(query_start) AS at FROM pg_stat_activity WHERE application_name LIKE '%checking'`;
  const { rows } = await withClient(postgres.superuserUrl, (client) => client.query<{ at: Date | null }>(sql));
  return rows[0]?.at?.getTime() ?? 0;
}

/** The lines that were logged at error since a length of the output. */
function errorsSince(length: number): string[] {
  const lines = service.output().slice(length).split('\n');
  return lines
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { level: string; msg: string })
    .filter(({ level }) => level === 'error')
    .map(({ msg }) => msg);
}

interface State {
  readonly name: string;
  readonly status: 'database away' | 'database unusable';
  /** What fails in it. */
  readonly fails: readonly string[];
  readonly begin: () => Promise<void>;
  readonly end: () => Promise<void>;
}

const spillFolder = (): string => join(postgres.dataFolder, 'base', 'pgsql_tmp');
const standbySignal = (): string => join(postgres.dataFolder, 'standby.signal');

const STATES: readonly State[] = [
  {
    name: 'every connection is taken by another client',
    status: 'database unusable',
    fails: [READ, WRITE],
    begin: async () => {
      await others.takeAll();
      const ended = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'scorpion_app'`;
      // What the service opens again meanwhile is taken from it too.
      await until('the service has no connection', PATIENCE_MS, async () => {
        await asSuperuser(ended);
        await others.takeAll();
        return (await statusOf()).startsWith('503');
      });
    },
    end: () => others.leave(),
  },
  {
    name: 'it is a standby',
    status: 'database unusable',
    fails: [WRITE],
    begin: async () => {
      await postgres.stop();
      await writeFile(standbySignal(), '');
      await postgres.start();
    },
    end: async () => {
      await asSuperuser('SELECT pg_promote()');
      await rm(standbySignal(), { force: true });
    },
  },
  {
    name: 'the serving role has lost its rights',
    status: 'database unusable',
    fails: [READ, WRITE],
    begin: () => asSuperuser('REVOKE SELECT ON returns, results FROM scorpion_app'),
    end: () => asSuperuser('GRANT SELECT ON returns, results TO scorpion_app'),
  },
  {
    name: 'the serving role has lost one right on one column',
    status: 'database unusable',
    fails: [WRITE],
    begin: () => asSuperuser('REVOKE UPDATE (versions) ON returns FROM scorpion_app'),
    end: () => asSuperuser('GRANT UPDATE (versions) ON returns TO scorpion_app'),
  },
  {
    name: 'the table of identities is locked',
    status: 'database unusable',
    fails: [READ, WRITE],
    begin: () => others.begin('LOCK TABLE identities'),
    end: () => others.leave(),
  },
  {
    name: 'no file can be made on its disk',
    status: 'database unusable',
    fails: [],
    begin: async () => {
      await chmod(spillFolder(), 0o000);
    },
    end: async () => {
      await chmod(spillFolder(), 0o700);
    },
  },
  {
    name: 'only writes fail because the disk is full',
    status: 'database unusable',
    fails: [WRITE],
    begin: async () => {
      await asSuperuser(`
        CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS
          $$ BEGIN RAISE 'could not extend file' USING ERRCODE = 'disk_full'; END $$;
        CREATE TRIGGER is_full BEFORE INSERT ON return_versions FOR EACH ROW EXECUTE FUNCTION is_full()`);
      expect(await answerTo(WRITE)).toBe('SERVICE_UNAVAILABLE');
    },
    end: () => asSuperuser('DROP FUNCTION is_full() CASCADE'),
  },
];

describe('readiness', () => {
  it.each(STATES)('is lost while $name, and comes back', async ({ status, fails, begin, end }) => {
    await becomes('200 ready');
    const length = service.output().length;
    try {
      await begin();
      await becomes(`503 ${status}`);
      for (const query of fails) expect([query, await answerTo(query)]).toEqual([query, 'SERVICE_UNAVAILABLE']);
      expect((await request(url).get('/health/live')).status).toBe(200);
    } finally {
      await end();
    }
    await becomes('200 ready');
    expect(await answerTo(READ)).toBe('answered');
    expect(await answerTo(WRITE)).toBe('answered');
    // It may be away for a moment before.
    const [begun, ended] = errorsSince(length).slice(-2);
    expect([begun, ended]).toEqual([
      expect.stringContaining(`${status}: requests fail until it is mended`),
      expect.stringContaining('the database can be used again'),
    ]);
    expect(errorsSince(length).filter((line) => line === begun)).toHaveLength(1);
  });

  it('is not lost because of callers who are refused, or too slow', async () => {
    const length = service.output().length;
    await ask(url, 'nobody', READ);
    await ask(url, 'demo-coordinator', '{ nothing }');
    await others.begin('LOCK TABLE return_versions');
    try {
      expect(await answerTo(WRITE)).toBe('SERVICE_UNAVAILABLE');
      const checkedAt = await lastCheck();
      await until('it is checked once more', PATIENCE_MS, async () => (await lastCheck()) > checkedAt);
      expect(await statusOf()).toBe('200 ready');
    } finally {
      await others.leave();
    }
    expect(errorsSince(length)).toEqual([]);
  });
});

describe('a program that starts while the server has no connection left', () => {
  it.each(['main.js', 'cli/migrate.cli.js', 'cli/verify.cli.js'])('says so in words: %s', async (program) => {
    await becomes('200 ready');
    await others.takeAll();
    const started = startGroup(`exec node dist/${program}`, {
      PATH: process.env['PATH'],
      DATABASE_URL: postgres.servingUrl,
      MIGRATION_DATABASE_URL: postgres.ownerUrl,
      DEMO: 'true',
      PORT: '0',
    });
    try {
      expect(await started.ended).not.toBe(0);
    } finally {
      await others.leave();
    }
    expect(started.output()).toMatch(/(sorry, too many clients|remaining connection slots are reserved)/);
    expect(started.output()).not.toMatch(/\n +at /);
  });
});
