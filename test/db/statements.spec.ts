import { existsSync, readdirSync, rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource, QueryFailedError, type EntityManager, type QueryRunner } from 'typeorm';
import { ALL_ENTITIES } from '../../src/app.module.js';
import { acceptLastStatements, commitText } from '../../src/database/transactions/before-commit.js';
import { fillForAccess } from '../support/access-fixture.js';
import { expectCommitted, IS_WRITING } from '../support/committed.js';
import { REPOSITORY_CALLS, type CalledRepository } from '../support/repository-calls.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

/*
 * The SQL of the service as somebody can review it: for each repository a file in statements/ with every statement that
 * PostgreSQL receives while each of its methods is called. `npm run sql:write` writes them.
 */
const TEXTS = 'test/db/statements';
const SOURCE = '.repository.ts';
const INSUFFICIENT_PRIVILEGE = '42501';

const filesIn = (folder: string, ending: string): string[] =>
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [])
    .filter((path) => path.endsWith(ending))
    .map((path) => path.slice(0, -ending.length))
    .sort();

/** A method's statements, by the name of its call. */
type Sent = Readonly<Record<string, readonly string[]>>;

let database: TestDatabase;
let source: DataSource;
/** What PostgreSQL has received since this was last emptied. */
let received: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await fillForAccess(database);
  const ignore = (): void => undefined;
  const others = { logQueryError: ignore, logQuerySlow: ignore, logSchemaBuild: ignore, logMigration: ignore };
  // The owner, so that no policy refuses a call.
  source = new DataSource({
    ...{ type: 'postgres', url: database.ownerUrl, entities: ALL_ENTITIES },
    logger: { ...others, log: ignore, logQuery: (text) => received.push(text) },
  });
  await source.initialize();
  if (IS_WRITING) rmSync(TEXTS, { recursive: true, force: true });
});

afterAll(async () => {
  await source.destroy();
  await database.drop();
});

/** Calls every method, in the order of the class, in one transaction that is rolled back. */
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

/** What one call sends, with what it queues for the COMMIT. */
async function receivedFor(runner: QueryRunner, call: (tx: EntityManager) => unknown): Promise<string[]> {
  acceptLastStatements(runner.manager);
  received = [];
  try {
    await call(runner.manager);
    const queued = commitText(runner.manager);
    return [...received, ...(queued === 'COMMIT' ? [] : [queued])];
  } catch (error) {
    // A function that only another role may call: its statement was received all the same.
    if (!(error instanceof QueryFailedError) || error.driverError.code !== INSUFFICIENT_PRIVILEGE) throw error;
    const sent = [...received];
    await runner.rollbackTransaction();
    await begin(runner);
    return sent;
  }
}

/** The indents that statements have in the source: on its own in a constant, in a function, and in a method. */
const INDENTS = { constant: 2, function: 5, method: 7 };

/**
 * A statement without the indent that it has in the source. A text that is put into it has an indent of its own: what
 * stands further left than the statement, or begins no clause of it, becomes a continuation.
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

it('has the calls and the text of every repository', () => {
  const repositories = filesIn('src', SOURCE);
  expect(Object.keys(REPOSITORY_CALLS).sort()).toEqual(repositories);
  if (!IS_WRITING) expect(filesIn(TEXTS, '.sql')).toEqual(repositories);
});

describe.each(Object.entries(REPOSITORY_CALLS))('%s', (path, of) => {
  it('sends the statements of its text', async () => {
    const sent = await sentBy(of);
    // Each place of a method that asks `tx`, or hands it on, sends a statement of its own in one of the calls.
    const unreached = methodsOf(of.repository).filter(([name, method]) => {
      const places = (method.toString().match(/\btx\b/g) ?? []).length - 1;
      return new Set(Object.values(sent.get(name) ?? {}).flat()).size < places;
    });
    expect(unreached.map(([name]) => name)).toEqual([]);
    expectCommitted(`${TEXTS}/${path}.sql`, textOf(path, sent));
  });
});

it.each([...new Set(Object.keys(REPOSITORY_CALLS).map((path) => path.split('/')[0]!))])(
  'src/%s/index.ts exports SQL as functions of an alias, not as texts that need a certain one',
  async (feature) => {
    const index = (await import(`../../src/${feature}/index.js`)) as object;
    const texts = Object.entries(index).filter(([, value]) => typeof value === 'string');
    expect(texts.map(([name]) => name)).toEqual([]);
  },
);
