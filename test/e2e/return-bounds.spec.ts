import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SIZE_PROBLEMS } from '../../src/common/problem.js';
import { fillVersions } from '../support/returns/full-return.js';
import { mustSubmit, mustBeRefused } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const KEY = { phase: 'scorpion-9', force: 'dorset' };
const FIGURES = { figures: [{ measure: 'arrests', value: 21 }] };
/** 5,000 characters of two bytes. */
const NOTE = 'é'.repeat(5000);

const SAVE = `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) {
  ... on DraftSaved { draft { revision } problems { code } } ... on Rejection { problems { code message } } } }`;
const ASK = `mutation ($phase: ID!, $force: ID!, $version: Int!, $question: String!) {
  queryReturn(phase: $phase, force: $force, version: $version, question: $question) {
    ... on ReturnChanged { return { queries { id } } } ... on Rejection { problems { code message } } } }`;
const ANSWER = `mutation ($id: ID!, $answer: String!) { answerQuery(id: $id, answer: $answer) { __typename } }`;
const READ = `query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) {
  version note may { submit } mayNot { action code message }
  newest: versions(newestFirst: true, first: 2) { version note } oldest: versions(first: 1) { version } } }`;

interface Read {
  readonly return: {
    readonly version: number;
    readonly note: string | null;
    readonly may: { readonly submit: boolean };
    readonly mayNot: readonly { readonly action: string; readonly code: string }[];
    readonly newest: readonly { readonly version: number; readonly note: string | null }[];
    readonly oldest: readonly { readonly version: number }[];
  };
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const read = async (token: string): Promise<Read['return']> => (await service.ask<Read>(token, READ, KEY)).data.return;

describe('a return of 200 versions', () => {
  beforeAll(async () => {
    await mustSubmit(service, { ...KEY, ...FIGURES });
    await fillVersions(service.database, KEY, { versions: 200, note: NOTE });
  });

  it('cannot get another one from its force, and the message says who can enter it', async () => {
    const problems = await mustBeRefused(service, { ...KEY, ...FIGURES });
    expect(problems).toEqual([
      {
        code: 'TOO_MANY_VERSIONS',
        severity: 'BLOCK',
        measure: null,
        breakdown: null,
        message:
          'This return has 200 versions; a force may submit at most 200. Ask the regional coordinator to enter the correction.',
      },
    ]);
    const { may, mayNot } = await read('demo-analyst-dorset');
    expect(may.submit).toBe(false);
    expect(mayNot).toContainEqual(expect.objectContaining({ action: 'SUBMIT', code: 'TOO_MANY_VERSIONS' }));
    expect((await read('demo-coordinator')).may.submit).toBe(true);
  });

  it('is read from either end, and may get another one from the coordinator, even beyond the limit', async () => {
    for (const version of [201, 202]) {
      await mustSubmit(service, { ...KEY, ...FIGURES, note: 'Corrected by phone.' }, 'demo-coordinator');
      const found = await read('demo-analyst-dorset');
      expect(found).toMatchObject({ version, note: 'Corrected by phone.', oldest: [{ version: 1 }] });
      expect(found.newest.map((one) => one.version)).toEqual([version, version - 1]);
    }
    expect((await mustBeRefused(service, { ...KEY, ...FIGURES })).map(({ code }) => code)).toEqual([
      'TOO_MANY_VERSIONS',
    ]);
  });

  it('may have at most 2,000,000 bytes of text in all, besides every answer', async () => {
    const problems = await mustBeRefused(service, { ...KEY, ...FIGURES, note: NOTE });
    expect(problems.map(({ code }) => code)).toEqual(['TOO_MANY_VERSIONS', 'TOO_MUCH_TEXT']);
    expect(problems[1]?.message).toMatch(
      /take up 1,990,038 bytes, and this text adds 10,000; the limit is 2,000,000. Shorten .* 9,962 bytes/,
    );
    const asked = { ...KEY, version: 202 };
    const questionOf = (letter: string): object => ({ ...asked, question: letter.repeat(2000) });
    const ids: string[] = [];
    for (const letter of ['ą', 'ć']) {
      const { data } = await service.ask<{ queryReturn: { return: { queries: { id: string }[] } } }>(
        ...(['demo-coordinator', ASK, questionOf(letter)] as const),
      );
      expect(data.queryReturn.return.queries).toHaveLength(ids.length + 1);
      ids.push(data.queryReturn.return.queries.at(-1)!.id);
    }
    const { data } = await service.ask<{ queryReturn: { problems: { code: string; message: string }[] } }>(
      ...(['demo-coordinator', ASK, questionOf('ę')] as const),
    );
    expect(data.queryReturn.problems).toEqual([
      { code: 'TOO_MUCH_TEXT', message: expect.stringContaining('Shorten the text to 1,962 bytes') },
    ]);
    for (const id of ids) {
      const answered = await service.ask('demo-analyst-dorset', ANSWER, { id, answer: 'ę'.repeat(2000) });
      expect(answered.data).toEqual({ answerQuery: { __typename: 'ReturnChanged' } });
    }
  });
});

describe('a draft', () => {
  const key = { phase: 'scorpion-8', force: 'dorset' };
  const save = async (input: object): Promise<unknown> =>
    (await service.ask<{ saveDraft: unknown }>('demo-analyst-dorset', SAVE, { input: { ...key, ...input } })).data
      .saveDraft;

  it('is not stored if it is larger than 1,000,000 bytes', async () => {
    const figures = Array.from({ length: 500 }, () => ({ measure: 'arrests', note: 'n'.repeat(2000) }));
    expect(await save({ figures })).toEqual({
      problems: [
        {
          code: 'DRAFT_TOO_LARGE',
          message: expect.stringMatching(/takes up 1,0\d\d,\d{3} bytes; the limit is 1,000,000/),
        },
      ],
    });
    expect(await save(FIGURES)).toMatchObject({ draft: { revision: 1 } });
  });

  it('is not saved with more figures than the limit, and the previous one remains', async () => {
    const figures = Array.from({ length: 501 }, () => ({ measure: 'arrests', value: 1 }));
    expect(await save({ figures })).toEqual({
      problems: [{ code: 'TOO_MANY_FIGURES', message: expect.stringContaining('501 entries') }],
    });
    expect(await save(FIGURES)).toMatchObject({ draft: {} });
  });

  it('is not saved more than 10,000 times, and the previous one remains', async () => {
    await service.database.asOwner(`UPDATE drafts SET revision = 9999 WHERE phase = $1`, [key.phase]);
    expect(await save(FIGURES)).toMatchObject({ draft: { revision: 10_000 } });
    expect(await save(FIGURES)).toEqual({
      problems: [
        {
          code: 'TOO_MANY_REVISIONS',
          message: expect.stringContaining('Submit the return without saving it as a draft'),
        },
      ],
    });
    const [draft] = await service.database.asOwner('SELECT revision FROM drafts WHERE phase = $1', [key.phase]);
    expect(draft).toEqual({ revision: 10_000 });
    await mustSubmit(service, { ...key, ...FIGURES });
  });
});

it('each of these problems has a test here', () => {
  expect(Object.keys(SIZE_PROBLEMS).sort()).toEqual([
    'DRAFT_TOO_LARGE',
    'TOO_MANY_FIGURES',
    'TOO_MANY_REVISIONS',
    'TOO_MANY_VERSIONS',
    'TOO_MUCH_TEXT',
  ]);
});
