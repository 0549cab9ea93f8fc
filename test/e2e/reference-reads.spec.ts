import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDictionaryData } from '../../src/dictionary/reference-data.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

interface Coded {
  readonly code: string;
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

describe('the list of measures', () => {
  it('is returned whole without arguments', async () => {
    const { data, errors } = await service.ask<{ measures: Coded[] }>('demo-press', '{ measures { code } }');
    expect(errors).toEqual([]);
    expect(data.measures).toHaveLength(52);
    expect(data.measures).toEqual(readDictionaryData().measures.map(({ code }) => ({ code })));
  });

  it.each([
    ['nope', ''],
    ['Arrests', " Did you mean 'arrests'?"],
    ['', ''],
  ])('is an error, and not empty, after an unknown measure: %j', async (after, hint) => {
    const query = 'query ($after: ID) { measures(after: $after) { code } }';
    const { data, errors } = await service.ask('demo-press', query, { after });
    expect(data).toEqual({ measures: null });
    expect(errors).toMatchObject([
      {
        message: `'after' must be the code of a measure, not '${after}'.${hint}`,
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });

  it('is empty after its last measure', async () => {
    const last = readDictionaryData().measures.at(-1)!.code;
    const { data } = await service.ask('demo-press', `{ measures(after: "${last}") { code } }`);
    expect(data).toEqual({ measures: [] });
  });
});

describe('a rejection', () => {
  const PROBLEMS = '... on Rejection { problems { code severity measure } }';

  it('of a definition has the fields of every rejection', async () => {
    const query = `mutation ($input: DefineMeasureInput!) { defineMeasure(input: $input) { __typename ${PROBLEMS} } }`;
    const named = { code: 'other', name: 'Raids', category: 'SEIZURES', unit: 'COUNT', definition: ' ' };
    const { data, errors } = await service.ask<object>('demo-admin', query, { input: named });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      defineMeasure: {
        __typename: 'MeasureRejected',
        problems: [
          { code: 'TEXT_MISSING', severity: 'BLOCK', measure: 'other' },
          { code: 'NAME_TAKEN', severity: 'BLOCK', measure: 'other' },
        ],
      },
    });
  });

  it('of a return has the same fields', async () => {
    const query = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename ${PROBLEMS} } }`;
    const input = { phase: 'scorpion-1', force: 'dorset', nil: ['nope'] };
    const { data, errors } = await service.ask<object>('demo-analyst-dorset', query, { input });
    expect(errors).toEqual([]);
    expect(data).toEqual({
      submitReturn: {
        __typename: 'ReturnRejected',
        problems: [{ code: 'UNKNOWN_MEASURE', severity: 'BLOCK', measure: 'nope' }],
      },
    });
  });
});

describe('phases with all their lists', () => {
  const PHASES = 'phases(first: 500) { participants { force { code } } asks { measure { code } } }';
  const aliased = (count: number): string =>
    `{ ${Array.from({ length: count }, (_, index) => `a${index}: ${PHASES}`).join(' ')} }`;

  it('can be read once in a request', async () => {
    const { status, data, errors } = await service.ask<Record<string, object[]>>('demo-press', aliased(1));
    expect([status, errors]).toEqual([200, []]);
    expect(data['a0']).toHaveLength(14);
  });

  it('cost too much 48 times in a request, although that number of aliases is allowed', async () => {
    const { status, data, errors } = await service.ask<undefined>('demo-press', aliased(48));
    expect([status, data]).toEqual([400, undefined]);
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['QUERY_TOO_COMPLEX']);
    expect(errors[0]?.message).toContain('the limit is 300000');
  });
});
