import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigInvalid, parseConfig } from './config.js';

const URL = 'postgres://serving:pa55word@db:5432/returns';
const OWNER = 'postgresql://owner:0wnersecret@db:5432/returns';

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
  return [];
};

describe('the configuration', () => {
  test('is by default the demo on this machine', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({ port: 3000, host: '127.0.0.1', demo: true, loadRecord: true, logLevel: 'info' });
    expect(config).toMatchObject({ database: { kind: 'embedded' }, trustedProxies: 0 });
    expect(config.limits).toMatchObject({ maxBodyBytes: 1_048_576, writesPerMinute: 600 });
    expect(config.database.kind === 'embedded' && isAbsolute(config.database.dataDir)).toBe(true);
  });

  test('with a database elsewhere is not a demo', () => {
    const config = parseConfig({ DATABASE_URL: URL, HOST: '0.0.0.0', NODE_ENV: 'production' });
    expect(config).toMatchObject({ demo: false, host: '0.0.0.0' });
    expect(config.database).toEqual({ kind: 'external', servingUrl: URL });
  });

  test('accepts an owner who migrates', () => {
    const config = parseConfig({ DATABASE_URL: URL, MIGRATION_DATABASE_URL: OWNER });
    expect(config.database).toEqual({ kind: 'external', servingUrl: URL, ownerUrl: OWNER });
  });

  test('may be a demo on a database elsewhere', () => {
    expect(parseConfig({ DATABASE_URL: URL, DEMO: '1' })).toMatchObject({ demo: true, database: { kind: 'external' } });
  });

  test('limits the demo to this machine whatever HOST is', () => {
    expect(parseConfig({ HOST: '0.0.0.0' }).host).toBe('127.0.0.1');
    expect(parseConfig({ HOST: '0.0.0.0', DATABASE_URL: URL, DEMO: 'true' }).host).toBe('127.0.0.1');
  });

  test('treats empty and blank variables as unset', () => {
    expect(parseConfig({ PORT: '', DATABASE_URL: ' ', DEMO: '', LOG_LEVEL: '' })).toEqual(parseConfig({}));
  });

  test.each([
    ['true', true],
    ['TRUE', true],
    ['1', true],
    ['false', false],
    ['0', false],
  ])('reads LOAD_RECORD=%s', (text, expected) => {
    expect(parseConfig({ LOAD_RECORD: text }).loadRecord).toBe(expected);
  });

  test.each(['yes', 'no', 'on', '2', 'constructor'])('rejects LOAD_RECORD=%s', (text) => {
    expect(problemsOf({ LOAD_RECORD: text })).toEqual([`LOAD_RECORD must be true, false, 1 or 0, not "${text}"`]);
  });

  test('accepts any free port, and no limit on writes', () => {
    const config = parseConfig({ PORT: '0', WRITES_PER_MINUTE: '0' });
    expect([config.port, config.limits.writesPerMinute]).toEqual([0, 0]);
  });

  test.each(['65536', '-1', '3000.5', '3e3', '0x10', 'http'])('rejects PORT=%s', (text) => {
    expect(problemsOf({ PORT: text })).toEqual([`PORT must be a whole number from 0 to 65535, not "${text}"`]);
  });

  test('needs a database outside the demo', () => {
    expect(problemsOf({ DEMO: 'false' })).toEqual([expect.stringContaining('set DATABASE_URL')]);
  });

  test('rejects an owner without a serving role', () => {
    expect(problemsOf({ MIGRATION_DATABASE_URL: OWNER })).toEqual([expect.stringContaining('DATABASE_URL is not')]);
  });

  test.each([{}, { DEMO: 'true', DATABASE_URL: URL }])('rejects the demo in production: %j', (env) => {
    expect(problemsOf({ ...env, NODE_ENV: 'production' })).toEqual([expect.stringContaining('forbids demo mode')]);
  });

  test('lists every problem at once', () => {
    expect(problemsOf({ PORT: 'x', LOG_LEVEL: 'loud', DEMO: 'maybe', MAX_QUERY_DEPTH: '0' })).toHaveLength(4);
  });

  const EXPECTED = 'must be a postgres:// URL with a user and a database: postgres://user:password@host:5432/database';
  test.each([
    'mysql://root:s3cret@db/x',
    's3cret',
    'postgres//serving:s3cret@db',
    'postgres://:s3cret@db/x',
    'postgres://a%zz:s3cret@db/x',
    'postgres://serving:s3cret@db',
    'postgres://serving:s3cret@db/',
  ])('rejects a value that is not a database URL and does not repeat it: %s', (url) => {
    const problems = problemsOf({ DATABASE_URL: url, MIGRATION_DATABASE_URL: url });
    expect(problems).toEqual([`DATABASE_URL ${EXPECTED}`, `MIGRATION_DATABASE_URL ${EXPECTED}`]);
  });
});

describe('a secret from a file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'scorpion-secrets-'));
  const fileOf = (name: string, text: string): string => {
    const path = join(folder, name);
    writeFileSync(path, text);
    return path;
  };
  const serving = fileOf('serving', `${URL}\n`);
  const owner = fileOf('owner', `  ${OWNER}\r\n`);

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('counts like one in the environment, in production too', () => {
    const variables = { DATABASE_URL: URL, MIGRATION_DATABASE_URL: OWNER, NODE_ENV: 'production' };
    const files = { DATABASE_URL_FILE: serving, MIGRATION_DATABASE_URL_FILE: owner, NODE_ENV: 'production' };
    expect(parseConfig(files)).toEqual(parseConfig(variables));
  });

  test('can be combined with another secret in the environment', () => {
    const config = parseConfig({ DATABASE_URL: URL, MIGRATION_DATABASE_URL_FILE: owner });
    expect(config.database).toEqual({ kind: 'external', servingUrl: URL, ownerUrl: OWNER });
  });

  test.each(['DATABASE_URL', 'MIGRATION_DATABASE_URL'])(
    'is rejected if the same secret is also in the environment: %s',
    (name) => {
      const problems = problemsOf({ DATABASE_URL: URL, [name]: URL, [`${name}_FILE`]: serving });
      expect(problems).toEqual([`${name} and ${name}_FILE are both set: set only one of them`]);
    },
  );

  test.each([
    ['missing', join(folder, 's3cret'), 'a file that cannot be read (ENOENT)'],
    ['a folder', folder, 'a file that cannot be read (EISDIR)'],
    ['a secret put there by mistake', URL, 'a file that cannot be read (ENOENT)'],
    ['empty', fileOf('s3cret-empty', ' \n'), 'a file that is empty'],
    ['with more than one line', fileOf('s3cret-lines', `${URL}\n${URL}\n`), 'a file with more than one line'],
  ])('is rejected with its one problem, and without its path: %s', (_, path, problem) => {
    expect(problemsOf({ DATABASE_URL_FILE: path })).toEqual([`DATABASE_URL_FILE names ${problem}`]);
  });

  test('is rejected and not repeated if it is not a URL', () => {
    expect(problemsOf({ DATABASE_URL_FILE: fileOf('other', 's3cret') })).toEqual([
      expect.stringMatching(/^DATABASE_URL, from the file that DATABASE_URL_FILE names, must be a postgres:\/\/ URL/),
    ]);
  });

  test('for the owner needs one for the serving role', () => {
    expect(problemsOf({ MIGRATION_DATABASE_URL_FILE: owner })).toEqual([
      expect.stringContaining('DATABASE_URL is not'),
    ]);
  });
});
