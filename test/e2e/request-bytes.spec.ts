import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { contentsOf } from '../support/database-states.js';
import { startTestService, type TestService } from '../support/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const QUERY = 'mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) { __typename } }';

/** A good submission but for the bytes of its note, in a text of which every character stands for one byte. */
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
  ['a byte that never occurs', '\xff'],
  ['half of a surrogate pair', '\xed\xa0\xbd'],
  ['a character cut short', 'caf\xc3'],
  ['a letter that is written too long', '\xc1\xa1'],
])('refuses a return whose bytes are not UTF-8, and stores nothing in the place of them: %s', async (_, note) => {
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

it.each(['/graphql/x', '/graphql//', '/graphql/graphql'])('takes no return at %s', async (path) => {
  const before = await contentsOf(service.database);
  const { status, body } = await submit('', path);
  expect(status).toBe(404);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  expect(await contentsOf(service.database)).toEqual(before);
});

it('takes a return whose bytes are UTF-8', async () => {
  const { status, body } = await submit('caf\xc3\xa9');
  expect(status).toBe(200);
  expect(body).toEqual({ data: { submitReturn: { __typename: 'SubmitReturnSuccess' } } });
});
