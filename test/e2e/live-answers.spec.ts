import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { TotalsRepository } from '../../src/totals/regional/totals.repository.js';
import { sendAndAccept } from '../support/api/withheld-api.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { expireToken, setParticipation } from '../support/database/database-states.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const TOTALS = `query ($phase: ID!) { regionalTotals(phase: $phase) {
  asOf restsOn { force { code } version } coverage { reported missing { code name } }
  totals { measure { code name } value qualifier byForce { force { code } value } } } }`;
const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }`;
const PHASE = { phase: 'scorpion-7' };
const COORDINATOR = 'demo-coordinator';

let service: TestService;
/** A second process on the same database, for example behind the same proxy. */
let other: TestService;

beforeAll(async () => {
  service = await startTestService();
  other = await startTestService({}, service.database);
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** An answer as sent, and whether it was computed for this request. */
async function ask(
  asked: TestService,
  token: string | null = COORDINATOR,
  query = TOTALS,
  variables: object = PHASE,
): Promise<{ body: string; headers: Record<string, string>; status: number; workedOut: boolean }> {
  const read = jest.spyOn(TotalsRepository.prototype, 'ofPhase');
  const response = await fetch(`${asked.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  const workedOut = read.mock.calls.length > 0;
  read.mockRestore();
  const { date: _, 'x-request-id': __, ...headers } = Object.fromEntries(response.headers);
  return { body: await response.text(), headers, status: response.status, workedOut };
}

async function submit(asked: TestService, value: number, phase = PHASE.phase): Promise<void> {
  const input = { phase, force: 'dorset', figures: [{ measure: 'arrests', value }] };
  const { data } = await asked.ask<{ submitReturn: { __typename: string } }>(COORDINATOR, SUBMIT, { input });
  expect(data.submitReturn.__typename).toBe('SubmitReturnSuccess');
}

describe('a cached answer', () => {
  it('is repeated byte for byte, with the same headers, without being computed again', async () => {
    await submit(service, 1);
    const first = await ask(service);
    const again = await ask(service);
    expect([first.workedOut, again.workedOut]).toEqual([true, false]);
    expect({ ...again, workedOut: true }).toEqual(first);
  });

  it('is not given to a caller without a token, or with an unknown or expired one', async () => {
    await ask(service, 'demo-analyst-btp');
    await ask(service, 'demo-analyst-btp');
    expect((await ask(service, null)).body).toContain('UNAUTHENTICATED');
    expect((await ask(service, 'nobody')).body).toContain('UNAUTHENTICATED');
    await expireToken(service.database, 'demo-analyst-btp');
    expect((await ask(service, 'demo-analyst-btp')).body).toContain('UNAUTHENTICATED');
  });

  it.each(['demo-press', 'demo-admin'])('is not given to %s, who may not read totals', async (token) => {
    await ask(service);
    expect((await ask(service, token)).body).toContain('FORBIDDEN');
    expect((await ask(service, token)).body).toContain('FORBIDDEN');
  });

  it('is separate for each role and force', async () => {
    await ask(service, 'demo-pcc-dorset');
    expect((await ask(service, 'demo-pcc-dorset')).workedOut).toBe(false);
    expect((await ask(service, 'demo-pcc-wiltshire')).workedOut).toBe(true);
    expect((await ask(service, 'demo-approver-dorset')).workedOut).toBe(true);
  });

  it('is separate for each response media type', async () => {
    await ask(service);
    const response = await fetch(`${service.url}/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/graphql-response+json',
        authorization: `Bearer ${COORDINATOR}`,
      },
      body: JSON.stringify({ query: TOTALS, variables: PHASE }),
    });
    expect(response.headers.get('content-type')).toMatch(/^application\/graphql-response\+json/);
  });
});

describe('an outdated answer is computed again', () => {
  it.each([
    ['a return sent to the same process', () => submit(service, 2)],
    ['a return sent to another process', () => submit(other, 3)],
    [
      'a change of participation',
      () => setParticipation(service.database, { ...PHASE, force: 'wiltshire' }, 'NOT_TAKING_PART'),
    ],
    [
      "a change of a measure's name",
      () => service.database.asOwner(`UPDATE measure_versions SET name = 'All arrests' WHERE measure = 'arrests'`),
    ],
    [
      "a change of a force's name",
      () => service.database.asOwner(`UPDATE forces SET name = 'G' WHERE code = 'gloucestershire'`),
    ],
  ])('after %s', async (_, change) => {
    const before = [await ask(service), await ask(other)];
    await change();
    for (const [place, asked] of [service, other].entries()) {
      const after = await ask(asked);
      expect(after.workedOut).toBe(true);
      expect(after.body === before[place]?.body).toBe(false);
      expect((await ask(asked)).workedOut).toBe(false);
    }
  });

  it.each([COORDINATOR, 'demo-pcc-wiltshire'])('after a withheld figure was let go, for %s', async (token) => {
    const [phase, until] = ['scorpion-9', new Date(Date.now() + 86_400_000)];
    const figures = [{ measure: 'arrests', value: 47, withheldUntil: until.toISOString() }];
    await sendAndAccept(service, { phase, force: 'dorset', figures, reason: 'A live job.' });
    const asked = () => ask(service, token, TOTALS, { phase });
    const before = await asked();
    expect([before.workedOut, (await asked()).workedOut]).toEqual([true, false]);
    await setEmbargoClock(service.database, until);
    try {
      const after = await asked();
      expect([after.workedOut, after.body === before.body]).toEqual([true, false]);
      expect((await asked()).workedOut).toBe(false);
    } finally {
      await setEmbargoClock(service.database, null);
    }
    expect((await asked()).body).toBe(before.body);
  });

  it('and the answers for other phases remain cached', async () => {
    await ask(service, COORDINATOR, TOTALS, { phase: 'scorpion-8' });
    await submit(service, 4);
    expect((await ask(service, COORDINATOR, TOTALS, { phase: 'scorpion-8' })).workedOut).toBe(false);
  });

  it('with the newest return, whichever process received the return and the request', async () => {
    for (let value = 100; value < 150; value += 1) {
      await submit(value % 2 === 0 ? service : other, value);
      const answers = await Promise.all([service, other, service, other].map((asked) => ask(asked)));
      for (const { body } of answers) expect(body).toContain(`"value":${value},`);
    }
  });
});

describe('nothing else is cached:', () => {
  it.each([
    [
      'two phases in one query',
      '{ a: regionalTotals(phase: "scorpion-7") { asOf } b: regionalTotals(phase: "scorpion-8") { asOf } }',
    ],
    ['fields besides the totals', '{ regionalTotals(phase: "scorpion-7") { asOf } phases(first: 1) { code } }'],
    [
      'a field with a resolver of its own',
      '{ regionalTotals(phase: "scorpion-7") { phase { participants { participation } } } }',
    ],
    ['an answer with errors', '{ regionalTotals(phase: "scorpion-99") { asOf } }'],
  ])('%s', async (_, query) => {
    await ask(service, COORDINATOR, query);
    expect((await ask(service, COORDINATOR, query)).workedOut).toBe(true);
  });

  it('no answer at all with ANSWER_CACHE_BYTES=0', async () => {
    const forgetful = await startTestService({ ANSWER_CACHE_BYTES: '0' }, service.database);
    await ask(forgetful);
    expect((await ask(forgetful)).workedOut).toBe(true);
    await forgetful.stop();
  });
});

it('the same query is computed once, however many ask at the same time', async () => {
  await ask(service);
  await submit(service, 5);
  const read = jest.spyOn(TotalsRepository.prototype, 'ofPhase');
  const answers = await Promise.all(Array.from({ length: 20 }, () => service.ask(COORDINATOR, TOTALS, PHASE)));
  // Requests that came while the first answer was being computed share the second at the latest.
  expect(read.mock.calls.length).toBeLessThanOrEqual(2);
  expect(new Set(answers.map(({ data }) => JSON.stringify(data))).size).toBe(1);
});

it('the cache is counted in the metrics', async () => {
  await ask(service);
  await ask(service);
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/^answer_cache_requests_total\{outcome="hit"\} [1-9]/m);
  expect(metrics).toMatch(/^answer_cache_requests_total\{outcome="miss"\} [1-9]/m);
  expect(metrics).toMatch(/^answer_cache_bytes [1-9]/m);
});
