import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestService, type TestService } from '../support/test-service.js';

/* The commands that the documents show, run as they stand. */

/** The code blocks of a document that are in a language, in their order. */
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

/** What commands of a document answer when they are pasted into a shell, but for the address: one answer each. */
async function pasted(block: string | undefined): Promise<unknown[]> {
  const script = (block ?? '').replaceAll('http://127.0.0.1:3000', service.url);
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  return stdout
    .trim()
    .split('\n')
    .map((answer) => JSON.parse(answer) as unknown);
}

describe('the README', () => {
  it('gives a main query that works when pasted, and its answer', async () => {
    const [main] = commands('README.md');
    expect(await pasted(main)).toEqual([JSON.parse(blocks('README.md', 'json')[0] ?? '')]);
  });
});

describe('src/API.md', () => {
  const [accepted, refused, byClass, phase] = commands('src/API.md');

  it('gives a return that is accepted without a warning', async () => {
    expect(await pasted(accepted)).toMatchObject([
      { data: { submitReturn: { return: { version: 1, status: 'SUBMITTED' }, warnings: [] } } },
    ]);
  });

  it('gives a return that is refused with a problem for each wrong figure', async () => {
    expect(await pasted(refused)).toMatchObject([
      { data: { submitReturn: { problems: [{ measure: 'arrests' }, { measure: 'cash-seized' }] } } },
    ]);
  });

  it('gives totals by class and group that are there', async () => {
    const totals = [
      { byClass: [{ drugClass: 'A' }, { drugClass: 'B' }], byGroup: [{ group: 'cannabis', value: 3990 }] },
    ];
    expect(await pasted(byClass)).toMatchObject([{ data: { regionalTotals: { totals } } }]);
  });

  it('creates a phase and opens it', async () => {
    expect(await pasted(phase)).toMatchObject([
      { data: { createPhase: { phase: { code: 'scorpion-14' } } } },
      { data: { openPhase: { phase: { status: 'OPEN' } } } },
    ]);
  });
});
