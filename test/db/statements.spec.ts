import { existsSync, readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { ALL_ENTITIES } from '../../src/app.module.js';
import { acceptLastStatements, commitText } from '../../src/database/transactions/before-commit.js';
import { fillForAccess } from '../support/database/access-fixture.js';
import { expectCommitted, IS_WRITING } from '../support/run/committed.js';
import { typeorm } from '../support/run/packages.js';
import { REPOSITORY_CALLS, type CalledRepository } from '../support/database/repository-calls.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * The SQL of the service for reviewers. Each repository has a file in statements/ with all its statements: those that
 * PostgreSQL receives when each method is called. `npm run sql:write` writes these files.
 */
const TEXTS = 'test/db/statements';
const SOURCE = '.repository.ts';
const INSUFFICIENT_PRIVILEGE = '42501';

const filesIn = (folder: string, ending: string): string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((path) => path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length))
    .sort();

/** The statements of a method, by the name of the call. */
type Sent = Readonly<Record<string, readonly string[]>>;

let database: TestDatabase;
let source: DataSource;
/** The statements that PostgreSQL has received since this was last emptied. */
let received: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await fillForAccess(database);
  const ignore = (): void => undefined;
  const others = { logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore, logMigration: ignore };
  // As the owner, so that row-level security refuses no call.
  source = new typeorm.DataSource({
    type: 'postgres',
    url: database.ownerUrl,
    entities: ALL_ENTITIES,
    logger: { ...others, log: ignore, logQuery: (text) => received.push(text) },
  });
  await source.initialize();
  if (IS_WRITING) rmSync(TEXTS, { recursive: true, force: true });
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** Calls every method, in the order of the class, in one transaction that is then rolled back. */
async function sentBy({ repository, calls }: CalledRepository): Promise<ReadonlyMap<string, Sent>> {
  const runner = source.createQueryRunner();
  const sent = new Map<string, Sent>();
  try {
    await begin(runner);
    for (const [method, run] of methodsOf(repository)) {
      const texts: Record<string, readonly string[]> = {};
      for (const [name, rest] of Object.entries(calls[method] ?? {})) {
        texts[name] = await receivedFor(runner, (tx) => run.call(repository, tx, ...rest));
      }
      sent.set(method, texts);
    }
    return sent;
  } finally {
    await runner.rollbackTransaction();
    await runner.release();
  }
}

async function begin(runner: QueryRunner): Promise<void> {
  await runner.startTransaction();
  await runner.query(`SELECT set_config('scorpion.actor_id', 'demo-coordinator', true),
    set_config('scorpion.actor_role', 'REGIONAL_COORDINATOR', true)`);
}

type Method = (tx: EntityManager, ...rest: readonly unknown[]) => unknown;

function methodsOf(repository: object): [string, Method][] {
  const prototype = Object.getPrototypeOf(repository) as Readonly<Record<string, Method>>;
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return names.map((name) => [name, prototype[name]!]);
}

/** The statements that a call sends, and those that it queues for the COMMIT. */
async function receivedFor(runner: QueryRunner, call: (tx: EntityManager) => unknown): Promise<string[]> {
  acceptLastStatements(runner.manager);
  received = [];
  try {
    await call(runner.manager);
    const queued = commitText(runner.manager);
    return [...received, ...(queued === 'COMMIT' ? [] : [queued])];
  } catch (error) {
    // The call needs another role, but PostgreSQL has received its statement.
    if (!(error instanceof typeorm.QueryFailedError) || error.driverError.code !== INSUFFICIENT_PRIVILEGE) throw error;
    const sent = [...received];
    await runner.rollbackTransaction();
    await begin(runner);
    return sent;
  }
}

/** The indents of statements in the source: in a constant, in a function, and in a method. */
const INDENTS = { constant: 2, function: 5, method: 7 };

/**
 * A statement without its indent. A text that the statement includes has another indent in the source, so lines with a
 * smaller indent, and lines with the same indent that do not begin a clause, are shown as continuation lines.
 */
function dedented(text: string): string {
  const [first = '', ...lines] = text.trim().split('\n');
  const inCode = lines.map(indentOf).filter((indent) => indent >= INDENTS.function);
  const isConstant = /^(\n|\/\*)/.test(text);
  const base = isConstant ? INDENTS.constant : Math.min(INDENTS.method, ...inCode);
  const shown = lines.map((line) => {
    const isClause = indentOf(line) > base || (indentOf(line) === base && /^ *[A-Z)]/.test(line));
    return isClause ? line.slice(base) : `  ${line.trim()}`;
  });
  return [first.trimEnd(), ...shown].join('\n');
}

const indentOf = (line: string): number => line.search(/\S/);

function textOf(path: string, sent: ReadonlyMap<string, Sent>): string {
  const statements = [...sent].flatMap(([method, calls]) =>
    Object.entries(calls).flatMap(([name, texts]) =>
      texts.map((text, place) => {
        const which = [method, name, texts.length > 1 ? `${place + 1} of ${texts.length}` : ''];
        return `-- ${which.filter((word) => word !== '').join(', ')}\n${dedented(text)};\n`;
      }),
    ),
  );
  return [`-- The statements of src/${path}${SOURCE}, written by npm run sql:write.\n`, ...statements].join('\n');
}

it('has calls and a file for every repository', () => {
  const repositories = filesIn('src', SOURCE);
  expect(Object.keys(REPOSITORY_CALLS).sort()).toEqual(repositories);
  if (!IS_WRITING) expect(filesIn(TEXTS, '.sql')).toEqual(repositories);
});

describe.each(Object.entries(REPOSITORY_CALLS))('%s', (path, of) => {
  it('sends the statements in its file', async () => {
    const sent = await sentBy(of);
    // Wherever a method uses `tx`, one of the calls must send a different statement.
    const unreached = methodsOf(of.repository).filter(([name, method]) => {
      const places = (method.toString().match(/\btx\b/g) ?? []).length - 1;
      return new Set(Object.values(sent.get(name) ?? {}).flat()).size < places;
    });
    expect(unreached.map(([name]) => name)).toEqual([]);
    expectCommitted(`${TEXTS}/${path}.sql`, textOf(path, sent));
  });
});

it.each([...new Set(Object.keys(REPOSITORY_CALLS).map((path) => path.split('/')[0]!))])(
  'src/%s/index.ts exports no SQL as text, which would need a certain alias, but only functions of an alias',
  async (feature) => {
    const index = (await import(`../../src/${feature}/index.js`)) as object;
    const texts = Object.entries(index).filter(([, value]) => typeof value === 'string');
    expect(texts.map(([name]) => name)).toEqual([]);
  },
);
