import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addOpenPhases, FORCE } from '../support/lifecycle/people.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const VERSIONS = 50;
/** Two transactions: the begin, actor and end of each. */
const AROUND = 2 * 2;
/** Includes the one that identifies the caller. */
const MOST = 3;

const HISTORY = `query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) {
  status version may { submit } mayNot { action code message }
  versions(first: 50) { version status reason submittedAt submittedBy { name } signedOffAt acceptedAt
    problems { code severity measure breakdown message }
    changes { measure { code } breakdown { code } from { state value qualifier } to { state value qualifier } }
    steps { step person { name } } queries { question answer } } } }`;

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ MAX_QUERY_COST: '1000000' });
  await addOpenPhases(service.database, 'long', 2);
});

afterAll(async () => {
  await service.stop();
});

/** Sends this many versions, each with a question, except the last. */
async function send(phase: string, count: number): Promise<void> {
  const ASK = `mutation ($phase: ID!, $version: Int!) {
    queryReturn(phase: $phase, force: "${FORCE}", version: $version, question: "Is it so?") { __typename } }`;
  for (let value = 1; value <= count; value += 1) {
    const sent = await mustSubmit(service, { phase, force: FORCE, figures: [{ measure: 'arrests', value }] });
    const { version } = sent.return;
    if (value < count) await service.ask('demo-coordinator', ASK, { phase, version });
  }
}

it(`a history of ${VERSIONS} versions is read in ${MOST} statements at most, as many as one of 2`, async () => {
  await send('long-1', 2);
  await send('long-2', VERSIONS);
  const read = async (phase: string): Promise<void> => {
    const { data } = await service.ask<{ return: { versions: { version: number; changes: object[] }[] } }>(
      ...(['demo-coordinator', HISTORY, { phase, force: FORCE }] as const),
    );
    expect(data.return.versions.at(-1)?.changes).toHaveLength(1);
    expect(data.return.versions).toHaveLength(phase === 'long-1' ? 2 : VERSIONS);
  };
  await read('long-1');
  await read('long-2');
  const few = await countStatements(() => read('long-1'));
  const many = await countStatements(() => read('long-2'));
  expect(many).toBe(few);
  expect(many).toBeLessThanOrEqual(AROUND + MOST);
});

it('a history that eight aliases ask for is read once', async () => {
  const field = `return(phase: "long-2", force: "${FORCE}") {
    version note versions(first: 5) { version note } again: versions(first: 5) { version note } }`;
  const read = async (times: number): Promise<void> => {
    const aliases = Array.from({ length: times }, (_, place) => `r${place}: ${field}`);
    const { data } = await service.ask<Record<string, { versions: object[]; again: object[] }>>(
      ...(['demo-coordinator', `{ ${aliases.join(' ')} }`] as const),
    );
    expect(Object.values(data).map(({ versions }) => versions.length)).toEqual(aliases.map(() => 5));
    expect(Object.values(data).every(({ versions, again }) => JSON.stringify(versions) === JSON.stringify(again))).toBe(
      true,
    );
  };
  await read(1);
  const once = await countStatements(() => read(1));
  expect(await countStatements(() => read(8))).toBe(once);
});
