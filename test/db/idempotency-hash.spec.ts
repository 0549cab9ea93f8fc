import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mustSubmit, codesOf, readReturn, mustBeRefused, type ReturnInput } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * What makes two inputs the same under an idempotency key. Hashes of inputs are stored, so they must remain the same
 * in later releases.
 */

const KEY = { phase: 'scorpion-7', force: 'dorset' };
const BARE = { ...KEY, figures: [{ measure: 'arrests', value: 21 }] };
const NOTHING = { breakdown: null, unit: null, qualifier: null, note: null };
const SPELT_OUT = {
  ...KEY,
  nil: [],
  notApplicable: [],
  othersNil: false,
  window: null,
  asAt: null,
  note: null,
  reason: null,
  expectedVersion: null,
  figures: [{ measure: 'arrests', value: 21, ...NOTHING }],
};
const DEFAULTS = { ...KEY, figures: [{ measure: 'arrests', value: 21, unit: 'COUNT', qualifier: 'EXACT' }] };
const NULLS = { ...SPELT_OUT, nil: null, notApplicable: null, othersNil: null };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function hashesOf(keys: readonly string[]): Promise<string[]> {
  const rows = await service.database.asOwner<{ hash: string }>(
    `SELECT encode(input_hash, 'hex') AS hash FROM idempotency_keys WHERE key = ANY ($1) ORDER BY key`,
    [keys],
  );
  return rows.map(({ hash }) => hash);
}

describe('under an idempotency key', () => {
  it.each<[string, ReturnInput, ReturnInput]>([
    ['one with null, [] and false for omitted fields', BARE, SPELT_OUT],
    ['one that omits fields sent as null, [] and false', SPELT_OUT, BARE],
    ['one with null for all omitted fields', BARE, NULLS],
    ['one with the default unit and qualifier', BARE, DEFAULTS],
    ['one that omits the default unit and qualifier', DEFAULTS, BARE],
  ])('the same input is %s', async (name, first, again) => {
    const accepted = await mustSubmit(service, { ...first, idempotencyKey: name });
    expect(await mustSubmit(service, { ...again, idempotencyKey: name })).toEqual(accepted);
    expect(await readReturn(service, KEY)).toMatchObject({ version: accepted.return.version });
  });

  it('only the given fields count, so a field added later changes nothing', async () => {
    await mustSubmit(service, { ...BARE, idempotencyKey: 'said 1' });
    await mustSubmit(service, { ...SPELT_OUT, idempotencyKey: 'said 2' });
    const input = { ...KEY, figures: [{ measure: 'arrests', value: '21' }] };
    const hash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
    expect(await hashesOf(['said 1', 'said 2'])).toEqual([hash, hash]);
  });

  it.each([
    ['a note', { note: '-' }],
    ['a measure that is nil', { nil: ['charges'] }],
    ['othersNil', { othersNil: true }],
    ['an expected version, even 0', { expectedVersion: 0 }],
    ['a figure that is 0', { figures: [{ measure: 'arrests', value: 0 }] }],
    ['another qualifier', { figures: [{ measure: 'arrests', value: 21, qualifier: 'AT_LEAST' }] }],
  ])('%s makes a different input', async (name, input) => {
    await mustSubmit(service, { ...BARE, idempotencyKey: name });
    const problems = await mustBeRefused(service, { ...BARE, ...input, idempotencyKey: name });
    expect(codesOf(problems)).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });
});
