import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit, type Problem } from '../support/api/returns-api.js';
import { signOffAndAccept } from '../support/api/return-steps.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const PHASE = 'scorpion-3';
const ARRESTS = { 'avon-and-somerset': 20, 'devon-and-cornwall': 22, gloucestershire: 19, wiltshire: 23, dorset: 200 };
const BOARD = `query ($phase: ID!) { phase(code: $phase) {
  returns { force { code } comparedWithOthers { code severity measure breakdown message } } } }`;

interface BoardRow {
  readonly force: { readonly code: string };
  readonly comparedWithOthers: readonly Problem[];
}

let service: TestService;

beforeAll(async () => {
  service = await startTestService();
  for (const [force, value] of Object.entries(ARRESTS)) {
    await mustSubmit(service, { phase: PHASE, force, figures: [{ measure: 'arrests', value }] });
  }
});
afterAll(async () => {
  await service.stop();
});

const boardOf = async (token: string): Promise<readonly BoardRow[]> => {
  const { data } = await service.ask<{ phase: { returns: BoardRow[] } }>(token, BOARD, { phase: PHASE });
  return data.phase.returns;
};

const unusual = async (token: string): Promise<readonly string[]> =>
  (await boardOf(token)).flatMap(({ force, comparedWithOthers }) => comparedWithOthers.map(() => force.code));

describe('the comparison with what other forces currently report', () => {
  it('is shown to the coordinator, accepted or not', async () => {
    const dorset = (await boardOf('demo-coordinator')).find(({ force }) => force.code === 'dorset');
    expect(dorset?.comparedWithOthers).toEqual([
      {
        code: 'UNUSUAL_VALUE',
        severity: 'WARNING',
        measure: 'arrests',
        breakdown: null,
        message: expect.stringMatching(
          /^arrests is exactly 200\. 4 other forces .* between 19 and 23, .* median of 21\./,
        ),
      },
    ]);
    expect(await unusual('demo-coordinator')).toEqual(['dorset']);
    await signOffAndAccept(service, { phase: PHASE, force: 'wiltshire', version: 1 });
    expect(await unusual('demo-coordinator')).toEqual(['dorset']);
  });

  it.each([
    'demo-analyst-dorset',
    'demo-approver-dorset',
    'demo-pcc-dorset',
    'demo-analyst-wiltshire',
    'demo-pcc-wiltshire',
    'demo-press',
    'demo-admin',
  ])('is empty for %s', async (token) => {
    expect(await unusual(token)).toEqual([]);
  });

  it('costs one statement for the whole board, and none for people who may not see it', async () => {
    const without = BOARD.replace('comparedWithOthers { code severity measure breakdown message }', '');
    const read = (token: string, query: string) => () => service.ask(token, query, { phase: PHASE });
    const statements = async (token: string, query: string): Promise<number> => {
      await read(token, query)();
      return countStatements(read(token, query));
    };
    // The returns are compared in a transaction of their own, which begins and ends.
    const more = (await statements('demo-coordinator', BOARD)) - (await statements('demo-coordinator', without));
    expect(more).toBe(1 + 2);
    const token = 'demo-analyst-dorset';
    expect(await statements(token, BOARD)).toBe(await statements(token, without));
  });

  it('has a price: a request may ask for it for one phase, but not for all of them', async () => {
    const many = (first: number): string => `{ phases(first: ${first}) { returns { comparedWithOthers { code } } } }`;
    const refusal = async (first: number): Promise<string | undefined> =>
      (await service.ask('demo-coordinator', many(first))).errors[0]?.extensions.code;
    expect([await refusal(4), await refusal(5), await refusal(200)]).toEqual([
      undefined,
      'BAD_USER_INPUT',
      'QUERY_TOO_COMPLEX',
    ]);
  });

  it('is limited also in a request that asks for phases one by one', async () => {
    const phases = ['scorpion-1', 'scorpion-2', 'scorpion-3', 'scorpion-4', 'scorpion-5', 'scorpion-6'];
    const fields = phases.map(
      (code, place) => `a${place}: phase(code: "${code}") { returns { comparedWithOthers { code } } }`,
    );
    const { errors } = await service.ask('demo-coordinator', `{ ${fields.join(' ')} }`);
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
  });
});
