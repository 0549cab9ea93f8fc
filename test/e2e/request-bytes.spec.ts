import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { contentsOf } from '../support/database/database-states.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const QUERY = 'mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }';

/** A valid submission except for the bytes of its note, in a text in which every character is one byte. */
async function submit(note: string, path = '/graphql'): Promise<{ status: number; body: unknown }> {
  const input = { phase: 'scorpion-1', force: 'dorset', figures: [{ measure: 'arrests', value: 1 }], note };
  const answer = await fetch(service.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer demo-analyst-dorset' },
    body: Buffer.from(JSON.stringify({ query: QUERY, variables: { input } }), 'latin1'),
  });
  return { status: answer.status, body: await answer.json() };
}

it.each([
  ['a byte that never occurs in UTF-8', '\xff'],
  ['half of a surrogate pair', '\xed\xa0\xbd'],
  ['an incomplete character', 'caf\xc3'],
  ['an overlong letter', '\xc1\xa1'],
])('a return with bytes that are not UTF-8 is rejected, and no replacement is stored: %s', async (_, note) => {
  const before = await contentsOf(service.database);
  expect(await submit(note)).toEqual({
    status: 400,
    body: {
      errors: [
        {
          message: 'The body is not UTF-8. Encode it as UTF-8 and send it again.',
          extensions: { code: 'BAD_USER_INPUT' },
        },
      ],
    },
  });
  expect(await contentsOf(service.database)).toEqual(before);
});

it.each(['/graphql/x', '/graphql//', '/graphql/graphql'])('a return is rejected at %s', async (path) => {
  const before = await contentsOf(service.database);
  const { status, body } = await submit('', path);
  expect(status).toBe(404);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  expect(await contentsOf(service.database)).toEqual(before);
});

it('a return whose bytes are UTF-8 is accepted', async () => {
  const { status, body } = await submit('caf\xc3\xa9');
  expect(status).toBe(200);
  expect(body).toEqual({ data: { submitReturn: { __typename: 'SubmitReturnSuccess' } } });
});
