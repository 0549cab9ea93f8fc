import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ageIdempotencyKey, setParticipation, setPhaseStatus } from '../support/database/database-states.js';
import { mustSubmit, codesOf, readReturn, mustBeRefused } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

const WORTH = { measure: 'cash-seized', value: 131_000 };

describe('an idempotency key', () => {
  const sent = { phase: 'scorpion-7', force: 'dorset', nil: ['arrests'] };

  it('returns the first answer again, warnings included, whatever happened in between', async () => {
    await mustSubmit(service, { ...sent, nil: ['charges'] });
    const first = await mustSubmit(service, { ...sent, idempotencyKey: 'again' });
    expect(first).toMatchObject({ return: { version: 2 }, warnings: [{ code: 'FIGURE_DROPPED', measure: 'charges' }] });
    await mustSubmit(service, sent);
    await setPhaseStatus(service.database, 'scorpion-7', 'CLOSED');
    expect(await mustSubmit(service, { ...sent, idempotencyKey: 'again', note: null, figures: [] })).toEqual(first);
    await setPhaseStatus(service.database, 'scorpion-7', 'OPEN');
    expect(await readReturn(service, sent)).toMatchObject({ version: 3 });
  });

  it('makes one version of 20 requests sent at once', async () => {
    const key = { phase: 'scorpion-8', force: 'dorset', nil: ['arrests'], idempotencyKey: 'k'.repeat(200) };
    const answers = await Promise.all(times(20, () => mustSubmit(service, key)));
    expect(answers).toEqual(times(20, () => answers[0]));
    expect(await readReturn(service, key)).toMatchObject({ version: 1 });
  });

  it('is rejected with other input', async () => {
    const reused = { ...sent, idempotencyKey: 'again', note: 'Other.' };
    expect(codesOf(await mustBeRefused(service, reused))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it('says which input differs if that is only the expected version', async () => {
    const key = { phase: 'scorpion-9', force: 'gloucestershire', idempotencyKey: 'expecting', nil: ['arrests'] };
    const messageFor = async (expectedVersion: number | null): Promise<string | undefined> =>
      (await mustBeRefused(service, { ...key, expectedVersion }))[0]?.message;
    await mustSubmit(service, key);
    expect(await messageFor(0)).toMatch(/only 'expectedVersion' differs, which was left out then\./);
    await mustSubmit(service, { ...key, idempotencyKey: 'second', expectedVersion: 1 });
    const second = { ...key, idempotencyKey: 'second' };
    for (const expectedVersion of [2, null]) {
      const problems = await mustBeRefused(service, { ...second, expectedVersion });
      expect(problems[0]?.message).toMatch(/only 'expectedVersion' differs, which was 1 then\. .*use a new key\.$/);
    }
    const other = await mustBeRefused(service, { ...second, expectedVersion: 2, note: 'Other.' });
    expect(other[0]?.message).toMatch(/Every argument counts, also the note, the reason and the expected version/);
  });

  it('says that the answer is the earlier one', async () => {
    const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
      ... on SubmitReturnSuccess { replayed return { version } } } }`;
    const input = { phase: 'scorpion-10', force: 'gloucestershire', idempotencyKey: 'told', nil: ['arrests'] };
    const answers = [];
    for (const force of ['demo-analyst-gloucestershire', 'demo-analyst-gloucestershire', 'demo-coordinator']) {
      answers.push((await service.ask<{ submitReturn: object }>(force, SUBMIT, { input })).data.submitReturn);
    }
    expect(answers).toEqual([
      { replayed: false, return: { version: 1 } },
      { replayed: true, return: { version: 1 } },
      { replayed: false, return: { version: 2 } },
    ]);
  });

  it('returns the first answer again whether a default is given or left out', async () => {
    const key = { phase: 'scorpion-8', force: 'wiltshire', idempotencyKey: 'defaults' };
    const plain = { ...key, figures: [{ measure: 'drugs-weight', breakdown: 'heroin', value: 5 }, WORTH] };
    const first = await mustSubmit(service, plain);
    for (const figures of [
      [{ ...plain.figures[0]!, unit: 'GRAM', qualifier: 'EXACT' }, WORTH],
      [
        { qualifier: null, unit: null, note: null, ...plain.figures[0]! },
        { qualifier: 'EXACT', ...WORTH },
      ],
    ]) {
      expect(await mustSubmit(service, { ...plain, figures, nil: [], othersNil: false, reason: null })).toEqual(first);
    }
    for (const other of [{ unit: 'KILOGRAM' }, { qualifier: 'AT_LEAST' }, { value: 5.001 }]) {
      const figures = [{ ...plain.figures[0]!, ...other }, WORTH];
      expect(codesOf(await mustBeRefused(service, { ...plain, figures }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    }
    expect((await readReturn(service, key))!.version).toBe(1);
  });

  it('is the same for a number however it is written', async () => {
    const answers = await Promise.all(
      ['5', '5.0', '5e0', '0.5E1'].map((value) =>
        service.ask(
          'demo-analyst-wiltshire',
          `mutation { submitReturn(input: { phase: "scorpion-10", force: "wiltshire", idempotencyKey: "number",
             figures: [{ measure: "arrests", value: ${value} }] }) { ... on SubmitReturnSuccess { return { version } } } }`,
        ),
      ),
    );
    for (const { data } of answers) expect(data).toEqual({ submitReturn: { return: { version: 1 } } });
  });

  it('that an earlier release stored is still good for the same input', async () => {
    const figures = [{ measure: 'drugs-weight', value: 5, unit: 'GRAM', qualifier: 'EXACT' }];
    const key = { phase: 'scorpion-11', force: 'wiltshire', idempotencyKey: 'stored', figures };
    const first = await mustSubmit(service, key);
    // The hash of the input as it was sent.
    const text = `{"phase":"scorpion-11","force":"wiltshire","figures":[{"measure":"drugs-weight","value":"5","unit":"GRAM","qualifier":"EXACT"}]}`;
    await service.database.asOwner(
      `UPDATE idempotency_keys SET input_hash = sha256($1::text::bytea) WHERE key = 'stored'`,
      [text],
    );
    expect(await mustSubmit(service, key)).toEqual(first);
    const other = { ...key, figures: [{ ...figures[0]!, qualifier: 'AT_LEAST' }] };
    expect(codesOf(await mustBeRefused(service, other))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  it.each([
    ['phase', { phase: 'scorpion-9' }, 'demo-analyst-dorset'],
    ['force', { force: 'wiltshire' }, 'demo-analyst-wiltshire'],
    ['person', {}, 'demo-coordinator'],
  ])('is separate for each %s', async (_, other, token) => {
    const before = (await readReturn(service, { ...sent, ...other }))!.version;
    const accepted = await mustSubmit(service, { ...sent, ...other, note: 'Its own.', idempotencyKey: 'again' }, token);
    expect(accepted.return.version).toBe(before + 1);
  });

  it('is not stored by a rejected attempt', async () => {
    const key = { ...sent, phase: 'scorpion-10', idempotencyKey: 'refused' };
    await mustBeRefused(service, { ...key, figures: [{ measure: 'arrests', value: -1 }], nil: [] });
    expect((await mustSubmit(service, key)).return.version).toBe(1);
  });

  it('is valid for 7 days and not a day longer', async () => {
    const key = { ...sent, phase: 'scorpion-11', idempotencyKey: 'old' };
    const first = await mustSubmit(service, key);
    await ageIdempotencyKey(service.database, 'old', '6 days 23 hours');
    expect(await mustSubmit(service, key)).toEqual(first);
    await ageIdempotencyKey(service.database, 'old', '2 hours');
    expect((await mustSubmit(service, { ...key, note: 'Other input.' })).return.version).toBe(2);
  });

  it('returns the first answer again even to a force that no longer takes part', async () => {
    const key = { ...sent, phase: 'scorpion-12', idempotencyKey: 'left' };
    const first = await mustSubmit(service, key);
    await setParticipation(service.database, key, 'NOT_TAKING_PART');
    expect(await mustSubmit(service, key)).toEqual(first);
    expect(codesOf(await mustBeRefused(service, { ...key, nil: ['charges'] }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect(codesOf(await mustBeRefused(service, { ...key, idempotencyKey: 'another' }))).toEqual([
      'FORCE_NOT_PARTICIPATING',
    ]);
    expect(await readReturn(service, key)).toMatchObject({ version: 1 });
  });
});
