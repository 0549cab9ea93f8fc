import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SETTINGS } from '../../src/config/settings.js';
import { startTestService, type TestService } from '../support/test-service.js';

/* What the README claims, held to what is. */

const README = readFileSync('README.md', 'utf8');
const blocks = (language: string): string[] =>
  [...README.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, text]) => text ?? '');

let service: TestService;

beforeAll(async () => {
  service = await startTestService({ LOAD_RECORD: 'true' });
});

afterAll(async () => {
  await service.stop();
});

/** What a command of the README answers when it is pasted into a shell, but for the address. */
async function pasted(command: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)('sh', ['-c', command.replaceAll('http://127.0.0.1:3000', service.url)]);
  return JSON.parse(stdout) as unknown;
}

describe('the README', () => {
  const [main, byClass, accepted, refused] = blocks('sh').filter((block) => block.startsWith('curl'));

  it('gives a main query that works when pasted, and its answer', async () => {
    expect(await pasted(main ?? '')).toEqual(JSON.parse(blocks('json')[0] ?? ''));
  });

  it('gives totals by class and group that are there', async () => {
    expect(await pasted(byClass ?? '')).toMatchObject({
      data: {
        regionalTotals: {
          totals: [
            { byClass: [{ drugClass: 'A' }, { drugClass: 'B' }], byGroup: [{ group: 'cannabis', value: 3990 }] },
          ],
        },
      },
    });
  });

  it('gives a return that is accepted without a warning', async () => {
    expect(await pasted(accepted ?? '')).toMatchObject({
      data: { submitReturn: { return: { version: 1, status: 'SUBMITTED' }, warnings: [] } },
    });
  });

  it('gives a return that is refused with a problem for each wrong figure', async () => {
    expect(await pasted(refused ?? '')).toMatchObject({
      data: { submitReturn: { problems: [{ measure: 'arrests' }, { measure: 'cash-seized' }] } },
    });
  });

  it('lists every setting with its default and meaning', () => {
    const rows = SETTINGS.map(({ name, default: unset, meaning }) => `| \`${name}\` | ${unset ?? ''} | ${meaning} |`);
    expect(README.split('\n')).toEqual(expect.arrayContaining(rows));
  });
});
