import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* Runs the commands in the documents unchanged. */

/** The code blocks of a document in one language, in order. */
const blocks = (document: string, language: string): string[] =>
  [...readFileSync(document, 'utf8').matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(
    ([, text]) => text ?? '',
  );

const commands = (document: string): string[] => blocks(document, 'sh').filter((block) => block.startsWith('curl'));

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});

afterAll(async () => {
  await service.stop();
});

/** The answers of a document's commands when they are pasted into a shell, with a different address: one each. */
async function pasted(block: string | undefined): Promise<unknown[]> {
  const script = (block ?? '').replaceAll('http://127.0.0.1:3000', service.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  return stdout
    .trim()
    .split('\n')
    .map((answer) => JSON.parse(answer) as unknown);
}

describe('the README', () => {
  it('has a main query that works when pasted, with its answer', async () => {
    const [main] = commands('README.md');
    expect(await pasted(main)).toEqual([JSON.parse(blocks('README.md', 'json')[0] ?? '')]);
  });

  it('has a return of a press release, which is taken with all its figures', async () => {
    const [, sent] = commands('README.md');
    expect(await pasted(sent)).toMatchObject([{ data: { submitReturn: { return: { status: 'SUBMITTED' } } } }]);
  });

  it('has a query for headlines, with the first of its sentences', async () => {
    interface Answer {
      readonly data: { readonly headlines: { readonly sentences: readonly unknown[] } };
    }
    const [, , headlines] = commands('README.md');
    const shown = JSON.parse(blocks('README.md', 'json')[1] ?? '') as Answer;
    const [{ data }] = (await pasted(headlines)) as [Answer];
    const { sentences } = data.headlines;
    const first = sentences.slice(0, shown.data.headlines.sentences.length);
    expect({ data: { headlines: { ...data.headlines, sentences: first } } }).toEqual(shown);
    expect(sentences.length).toBeGreaterThan(first.length);
  });
});

describe('src/API.md', () => {
  const [
    sent,
    refused,
    readBack,
    withdrawn,
    draft,
    byClass,
    byForce,
    prepared,
    published,
    held,
    recalled,
    headlines,
    copied,
    checked,
    downloads,
    byGet,
    phase,
  ] = commands('src/API.md');

  it('has a return that is accepted without a warning', async () => {
    expect(await pasted(sent)).toMatchObject([
      { data: { submitReturn: { return: { version: 1, status: 'SUBMITTED' }, warnings: [] } } },
    ]);
  });

  it('has a return that is rejected with a problem for each wrong figure', async () => {
    expect(await pasted(refused)).toMatchObject([
      { data: { submitReturn: { problems: [{ measure: 'arrests' }, { measure: 'cash-seized' }] } } },
    ]);
  });

  it('reads that return, and withdraws it', async () => {
    expect(await pasted(readBack)).toMatchObject([
      { data: { return: { version: 1, status: 'SUBMITTED', may: { submit: true, correct: false, withdraw: true } } } },
    ]);
    expect(await pasted(withdrawn)).toMatchObject([
      { data: { withdrawReturn: { return: { version: 1, status: 'WITHDRAWN' } } } },
    ]);
  });

  it('saves a draft that lacks a value', async () => {
    expect(await pasted(draft)).toMatchObject([
      { data: { saveDraft: { draft: { revision: 1 }, problems: [{ code: 'VALUE_MISSING' }] } } },
    ]);
  });

  it('has a query for one force across phases that have figures of it', async () => {
    const cells = [{ measure: { code: 'arrests' } }, { measure: { code: 'cash-seized' } }];
    const [answer] = (await pasted(byForce)) as { data: { forceTotals: { cells: unknown[] }[] } }[];
    expect(answer?.data.forceTotals).toContainEqual(expect.objectContaining({ version: 1, cells: expect.anything() }));
    expect(answer?.data.forceTotals[0]).toMatchObject({ cells });
  });

  it('has a query for totals by class and group that exist', async () => {
    const totals = [
      { byClass: [{ drugClass: 'A' }, { drugClass: 'B' }], byGroup: [{ group: 'cannabis', value: 3990 }] },
    ];
    expect(await pasted(byClass)).toMatchObject([{ data: { regionalTotals: { totals } } }]);
  });

  it('reads what would be published, with each warning that needs a reason', async () => {
    expect(await pasted(prepared)).toMatchObject([
      { data: { releaseDraft: { problems: [{ code: 'NOT_ALL_ACCEPTED', severity: 'WARNING' }] } } },
    ]);
  });

  it('publishes a release, and another one under embargo', async () => {
    expect(await pasted(published)).toMatchObject([{ data: { publishRelease: { release: { status: 'PUBLISHED' } } } }]);
    expect(await pasted(held)).toMatchObject([
      { data: { changePhase: { phase: { totalsHeldBack: true } } } },
      { data: { publishRelease: { release: { status: 'HELD', embargoUntil: '2090-03-10T09:30:00.000Z' } } } },
    ]);
  });

  it('withdraws a release', async () => {
    expect(await pasted(recalled)).toMatchObject([
      { data: { withdrawRelease: { release: { version: 1, status: 'WITHDRAWN' } } } },
    ]);
  });

  it('reads headlines, and records that one is used', async () => {
    const sentence = 'At least 72 people were arrested across the region, with three of the five forces reporting.';
    const [read] = (await pasted(headlines)) as { data: { headlines: { sentences: { sentence: string }[] } } }[];
    expect(read?.data.headlines.sentences[0]).toMatchObject({ sentence, status: 'CURRENT' });
    const headline = { sentence, status: 'CURRENT' };
    expect(await pasted(copied)).toMatchObject([
      { data: { copyHeadline: { headline, replacement: null } } },
      { data: { copiedHeadlines: [{ phase: { code: 'scorpion-9' }, version: 1, headline }] } },
    ]);
  });

  it('checks a draft of a press release', async () => {
    expect(await pasted(checked)).toMatchObject([
      {
        data: { checkText: { claims: [{ words: 'More than 70', verdict: 'SUPPORTED' }], notRead: [{ words: '14%' }] } },
      },
    ]);
  });

  it('downloads a release, and queries by GET', async () => {
    expect(await pasted(downloads)).toMatchObject([{ version: 1 }, { version: 1 }]);
    expect(await pasted(byGet)).toMatchObject([
      { data: { release: { version: 1, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/) } } },
    ]);
  });

  it('creates a phase and opens it', async () => {
    expect(await pasted(phase)).toMatchObject([
      { data: { createPhase: { phase: { code: 'scorpion-14' } } } },
      { data: { openPhase: { phase: { status: 'OPEN' } } } },
    ]);
  });
});
