import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service/test-service.js';

const READ = 'query ($v: [ID!]) { breakdowns(codes: $v) { code } }';
const WRITE = 'mutation ($v: SubmitReturnInput!) { submitReturn(input: $v) { __typename } }';
/** An identity with many rights, and one with few. */
const TOKENS = ['demo-analyst-dorset', 'demo-press'] as const;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/** Written by hand, because such deep nesting cannot be serialised. */
async function send(token: string, query: string, variables: string): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: `{ "query": ${JSON.stringify(query)}, "variables": ${variables} }`,
  });
  return { status: answer.status, body: await answer.text() };
}

const list = (items: number): string => `[${Array.from({ length: items }, () => '"a"').join()}]`;
const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const wrapped = (levels: number): string => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
const within = (field: string, value: string): string =>
  `{ "phase": "scorpion-1", "force": "dorset", ${field}: ${value} }`;

describe.each(TOKENS)('variables that are sent with the token %p', (token) => {
  it.each([
    ['a list of 1,001', READ, list(1001)],
    ['a list of 1,001 in an input', WRITE, within('"nil"', list(1001))],
    ['a list of 1,001 in a list', READ, `[${list(1001)}]`],
    ['a list of 90,000', READ, list(90_000)],
    ['a list instead of a single value', WRITE, list(1001)],
  ])('are BAD_USER_INPUT if they are too long: %s', async (_, query, value) => {
    const { status, body } = await send(token, query, `{ "v": ${value} }`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toEqual({
      errors: [
        {
          message: 'A list in the variables has more than 1000 items. Send fewer items in each request.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    });
  });

  it.each([
    ['lists, 90,000 deep', READ, nested(90_000)],
    ['lists, 90,000 deep, in an input', WRITE, within('"figures"', nested(90_000))],
    ['objects, 45,000 deep', WRITE, wrapped(45_000)],
    ['objects, 45,000 deep, in a list', READ, `[${wrapped(45_000)}]`],
  ])('are BAD_USER_INPUT with a short message if they are nested too deeply: %s', async (_, query, value) => {
    const { status, body } = await send(token, query, `{ "v": ${value} }`);
    expect(status).toBe(400);
    const { errors } = JSON.parse(body) as { errors: { extensions: { code: string } }[] };
    expect(new Set(errors.map(({ extensions }) => extensions.code))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(body.length).toBeLessThan(20_000);
  });

  it('are BAD_USER_INPUT for a long list even if no operation uses it', async () => {
    const { status, body } = await send(token, '{ __typename }', `{ "unused": ${list(1001)} }`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  });
});

describe.each(TOKENS)('fragments that are sent with the token %p', (token) => {
  it.each([51, 100, 300])('are QUERY_TOO_COMPLEX in a cycle of %i', async (ring) => {
    const fragments = Array.from(
      { length: ring },
      (_, n) => `fragment f${n} on Force { code ...f${(n + 1) % ring} ...f${(n + 2) % ring} }`,
    );
    const { status, body } = await send(token, `{ forces { ...f0 } } ${fragments.join(' ')}`, '{}');
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ errors: [{ extensions: { code: 'QUERY_TOO_COMPLEX' } }] });
  });

  it('are reported as a cycle if it is short', async () => {
    const { status, body } = await send(
      token,
      '{ forces { ...a } } fragment a on Force { ...b } fragment b on Force { ...a }',
      '{}',
    );
    expect(status).toBe(400);
    expect(body).toContain('Cannot spread fragment');
  });
});
