import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { addEntries, headOf, tamper } from '../support/database/audit-record.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/* docker/check-record.sh, with node on this machine in place of one in a container. */

let database: TestDatabase;
let folder: string;
let heads: string;

beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scorpion-heads-'));
  heads = join(folder, 'heads.txt');
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});
afterAll(async () => {
  await database.drop();
});

async function check(...command: readonly string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env['PATH'], DATABASE_URL: database.servingUrl, DEMO: 'true' };
  const run = spawn('sh', ['docker/check-record.sh', heads, ...command], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [run.stdout, run.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(run, 'close')) as [number];
  return { code, said };
}

const noted = async (): Promise<string[]> => (await readFile(heads, 'utf8')).trimEnd().split('\n');

describe('the nightly check', () => {
  it('notes the head each night, says nothing, and compares with the one before', async () => {
    await writeFile(heads, '');
    const first = await headOf(database);
    expect(await check(process.execPath)).toEqual({ code: 0, said: '' });
    await addEntries(database, 1);
    expect(await check(process.execPath)).toEqual({ code: 0, said: '' });
    expect(await noted()).toEqual([
      expect.stringMatching(new RegExp(`^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ ${first}$`)),
      expect.stringMatching(new RegExp(` ${await headOf(database)}$`)),
    ]);
  });

  it('says what differs, notes no head and ends with 1 where the end of the record was cut off with its head', async () => {
    await addEntries(database, 1);
    const before = `2027-01-01T00:00:00Z ${await headOf(database)}\n`;
    await writeFile(heads, before);
    await tamper(
      database,
      'DELETE FROM audit_entries WHERE id = (SELECT count FROM audit_head)',
      'UPDATE audit_head SET (count, hash) = (SELECT id, hash FROM audit_entries ORDER BY id DESC LIMIT 1)',
    );
    const { code, said } = await check(process.execPath);
    expect(code).toBe(1);
    expect(said).toMatch(/was removed: the head noted down counts .*\naudit:verify ended with 1\.\nAct on this: /);
    expect(await readFile(heads, 'utf8')).toBe(before);
  });

  it('ends with what the command ends with where it cannot be run', async () => {
    await writeFile(heads, '');
    const { code, said } = await check('sh', '-c', 'echo "no route to host" >&2; exit 255', 'ssh');
    expect(code).toBe(255);
    expect(said).toMatch(/no route to host\nverify ended with 255\.\n.*audit:verify ended with 255\.\n/s);
    expect(await readFile(heads, 'utf8')).toBe('');
  });

  it('takes no warning of ssh or docker for a head', async () => {
    await writeFile(heads, '');
    const warns = `"${process.execPath}" "$@"; code=$?; echo "A variable is not set" >&2; exit $code`;
    const { code } = await check('sh', '-c', warns, 'ssh');
    expect(code).toBe(0);
    expect((await noted())[0]).toMatch(/ \d+:[0-9a-f]{64}$/);
    expect(await check('true')).toMatchObject({ code: 2, said: expect.stringContaining('audit:verify gave no head.') });
  });

  it('does not take a missing file for the first night', async () => {
    const { code, said } = await check(process.execPath);
    expect([code, said]).toEqual([2, expect.stringMatching(/^There is no file .*touch /)]);
  });
});
