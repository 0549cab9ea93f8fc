import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { parseConfig } from '../../src/config/config.js';
import { Service } from '../../src/service.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { ask } from '../support/service/test-service.js';

/*
 * Two services on one database, like two processes during a rollout. Returns of one force that are sent to both at
 * once become whole versions, one after another.
 */
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version submittedAt } }
  ... on Rejection { problems { code } } } }`;
const PHASE = 'scorpion-5';
const ROUNDS = 6;

interface Answer {
  readonly submitReturn: {
    readonly return?: { version: number; submittedAt: string };
    readonly problems?: { code: string }[];
  };
}

let database: TestDatabase;
let services: Service[] = [];
let urls: string[] = [];

beforeEach(async () => {
  database = await createTestDatabase();
  const config = parseConfig({
    DATABASE_URL: database.servingUrl,
    MIGRATION_DATABASE_URL: database.ownerUrl,
    DEMO: 'true',
    LOAD_RECORD: 'false',
    PORT: '0',
    LOG_LEVEL: 'fatal',
    WRITES_PER_MINUTE: '0',
  });
  services = [new Service(config, () => undefined), new Service(config, () => undefined)];
  urls = await Promise.all(services.map((service) => service.start()));
});

afterEach(async () => {
  await Promise.all(services.map((service) => service.stop()));
  await database.drop();
});

/**
 * Sends a return to one of the services. Each has 3 figures and 4 results, because the weight is the result of its
 * parts.
 */
async function send(nth: number, force: string, more: object = {}): Promise<Answer['submitReturn']> {
  const figures = [
    { measure: 'arrests', value: nth + 1 },
    ...[
      { breakdown: 'cocaine', value: nth + 0.5 },
      { breakdown: 'heroin', value: 1 },
    ].map((part) => ({
      measure: 'drugs-weight',
      ...part,
    })),
  ];
  const input = { phase: PHASE, force, figures, ...more };
  const url = urls[nth % urls.length] ?? '';
  const { data, errors } = await ask<Answer>(url, 'demo-coordinator', SUBMIT, { input });
  expect(errors).toEqual([]);
  return data.submitReturn;
}

const phaseNow = async (): Promise<{ version: number; at: Date } | undefined> => {
  const rows = await database.asOwner<{ version: number; at: Date }>(
    'SELECT data_version::int AS version, data_changed_at AS at FROM phases WHERE code = $1',
    [PHASE],
  );
  return rows[0];
};

it('both services together make whole versions, numbered without a gap, of returns sent at once', async () => {
  const before = await phaseNow();
  const each = 4;
  for (let round = 0; round < ROUNDS; round += 1) {
    const numbers = [...Array(each).keys()];
    const answers = await Promise.all([
      ...numbers.map((nth) => send(nth, 'dorset')),
      ...numbers.map((nth) => send(nth, 'wiltshire')),
    ]);
    const versions = answers.slice(0, each).map((answer) => answer.return?.version ?? 0);
    expect(versions.sort((a, b) => a - b)).toEqual(numbers.map((nth) => round * each + nth + 1));
  }
  const all = [...Array(ROUNDS * each).keys()].map((index) => index + 1);
  for (const force of ['dorset', 'wiltshire']) {
    const versions = await database.asOwner(
      `SELECT v.version,
         (SELECT count(*)::int FROM figures f WHERE f.version_id = v.id) AS figures,
         (SELECT count(*)::int FROM results r WHERE r.version_id = v.id) AS results,
         (SELECT count(*)::int FROM version_states s WHERE s.version_id = v.id) AS states,
         -- Each service numbers its returns by what they say: figures of two of them never mix.
         (SELECT (a.value = w.value + 0.5)::text FROM figures a, figures w WHERE a.version_id = v.id
            AND w.version_id = v.id AND a.measure = 'arrests' AND w.part = 'cocaine') AS whole
       FROM return_versions v WHERE v.phase = $1 AND v.force = $2 ORDER BY v.version`,
      [PHASE, force],
    );
    const whole = { figures: 3, results: 4, states: 1, whole: 'true' };
    expect(versions).toEqual(all.map((version) => ({ version, ...whole })));
  }
  const times = await database.asOwner<{ at: Date }>(
    'SELECT began_at AS at FROM version_states WHERE phase = $1 ORDER BY id',
    [PHASE],
  );
  const instants = times.map(({ at }) => at.getTime());
  expect(new Set(instants).size).toBe(2 * all.length);
  const after = await phaseNow();
  expect(after?.version).toBe((before?.version ?? 0) + 2 * all.length);
  expect(after?.at.getTime()).toBe(Math.max(...instants));
  const backwards = await database.asOwner(
    `SELECT FROM (SELECT s.began_at, lag(s.began_at) OVER (PARTITION BY v.force ORDER BY v.version) AS earlier
     FROM return_versions v JOIN version_states s ON s.version_id = v.id) t WHERE began_at <= earlier`,
  );
  expect(backwards).toEqual([]);
});

it('only one of two returns with the same expected version is accepted', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const answers = await Promise.all([0, 1].map((nth) => send(nth, 'dorset', { expectedVersion: round })));
    const outcomes = answers.map((answer) => answer.return?.version ?? answer.problems?.map(({ code }) => code));
    expect(outcomes).toEqual(expect.arrayContaining([round + 1, ['VERSION_CONFLICT']]));
  }
});

it('a return sent to both services with the same idempotency key is stored once, and both give the same answer', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const figures = [{ measure: 'arrests', value: round }];
    const more = { figures, idempotencyKey: `key ${round}` };
    const answers = await Promise.all([0, 1, 2, 3].map((nth) => send(nth, 'dorset', more)));
    expect(answers[0]?.return?.version).toBe(round + 1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  }
});

it('a change is never dated before the previous one, even if the clock was put back', async () => {
  const future = new Date(Date.UTC(2100, 0, 1)).toISOString();
  await database.asOwner('UPDATE phases SET data_changed_at = $1 WHERE code = $2', [future, PHASE]);
  const answers = await Promise.all([0, 1, 2, 3].map((nth) => send(nth, nth < 2 ? 'dorset' : 'wiltshire')));
  const instants = answers.map((answer) => answer.return?.submittedAt ?? '').sort();
  expect(instants).toEqual([1, 2, 3, 4].map((ms) => `2100-01-01T00:00:00.00${ms}Z`));
  const TOTALS = 'query ($phase: ID!) { regionalTotals(phase: $phase) { asOf } }';
  const { data } = await ask<{ regionalTotals: { asOf: string } }>(urls[1] ?? '', 'demo-coordinator', TOTALS, {
    phase: PHASE,
  });
  expect(data.regionalTotals.asOf).toBe('2100-01-01T00:00:00.004Z');
});
