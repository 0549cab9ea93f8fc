import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GraphQLSchema } from 'graphql';
import { parseConfig } from '../../src/config/config.js';
import { shapeLimits } from '../../src/platform/graphql/limits/limits.js';
import { addOpenPhases } from '../support/lifecycle/people.js';
import { copyToOthers, everyFigure, fillVersions, widenPhase } from '../support/returns/full-return.js';
import { graphql } from '../support/run/packages.js';
import { costOf, QueryGenerator, type RandomQuery } from '../support/service/random-queries.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { servedSchema } from '../support/service/served-schema.js';
import { startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { written } from '../support/service/started-group.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { startTestService } from '../support/service/test-service.js';

/*
 * The worst that may be asked, found by a generator: of a phase with 44 forces and 60 measures, and of a return at its
 * bounds. It prints what the worst took.
 */
const { Kind, parse, print, validate } = graphql;

const RUNS = 300;
const ROUNDS = 3;

const KEY = { phase: 'scorpion-9', force: 'dorset' };
const ROLES = ['coordinator', 'analyst-dorset', 'approver-dorset', 'pcc-dorset', 'press', 'admin'];
const READERS = ['coordinator', 'analyst-dorset', 'approver-dorset', 'pcc-dorset'].flatMap((one) => [one, one]);
const VERSIONS = 200;
/** What one query takes at most, on the slowest machine and beside other suites. */
const LONGEST_MS = 10_000;
/** What a query may use beside what the service needs at rest. */
const MOST_BYTES = 100e6;
const { limits } = parseConfig({});

interface Measured {
  readonly ms: number;
  readonly bytes: number;
  readonly values: number;
  readonly codes: readonly string[];
}

interface Gauge {
  readonly peakBytes: number;
  readonly restBytes: number;
  readonly cpuMs: number;
  readonly blockedMs: number;
}

const SAVE = `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) { ... on DraftSaved { draft { revision } } } }`;

let schema: GraphQLSchema;
let database: TestDatabase;
let service: ServiceProcess;
let gauges = 0;

beforeAll(async () => {
  schema = await servedSchema();
  database = await createTestDatabase();
  const filling = await startTestService({}, database);
  try {
    await widenPhase(filling, KEY.phase);
    const figures = await everyFigure(filling, 'n'.repeat(30));
    await mustSubmit(filling, { ...KEY, figures });
    const draft = { ...KEY, figures: [...figures, ...figures].slice(0, 440), nil: Array(60).fill('arrests') };
    const { errors } = await filling.ask('demo-analyst-dorset', SAVE, { input: draft });
    expect(errors).toEqual([]);
  } finally {
    await filling.stop();
  }
  await copyToOthers(database, KEY);
  await fillVersions(database, KEY, { versions: VERSIONS, note: 'ę'.repeat(1500), questions: 99 });
  await addOpenPhases(database, 'many', 300);
  await database.asOwner('VACUUM ANALYZE');
  // What is left over the heap of a service at rest is what a query may use.
  service = await startServiceProcess(
    {
      DATABASE_URL: database.servingUrl,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      ANSWER_CACHE_BYTES: '0',
      // One waits for the other, for as long as a slow machine needs.
      MAX_COST_UNDER_WAY: String(limits.maxQueryCost),
      REQUEST_TIMEOUT_MS: '60000',
    },
    ['--max-old-space-size=256', '--expose-gc', '--import', './test/support/service/query-gauge.mjs'],
  );
  // So much is stored first that a slow machine needs minutes.
}, 300_000);

afterAll(async () => {
  service.group.end();
  await service.group.ended;
  await database.drop();
});

/** What was used since it was asked last. */
async function gauge(): Promise<Gauge> {
  gauges += 1;
  service.group.signal('SIGUSR2');
  return JSON.parse(await written(service.group, new RegExp(`gauge ${gauges} (.*)\n`))) as Gauge;
}

async function measure(token: string, query: string, variables: object = {}): Promise<Measured> {
  const begun = performance.now();
  const response = await fetch(`${service.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer demo-${token}` },
    body: JSON.stringify({ query, variables }),
  });
  const text = await response.text();
  const { data = null, errors = [] } = JSON.parse(text) as {
    data?: unknown;
    errors?: { extensions: { code: string } }[];
  };
  const codes = [...new Set(errors.map(({ extensions }) => extensions.code))];
  return { ms: performance.now() - begun, bytes: text.length, values: valuesIn(data), codes };
}

/** How many values there are: of fields, and of lists that have values for items. */
function valuesIn(data: unknown): number {
  if (Array.isArray(data)) return data.reduce<number>((sum, item) => sum + Math.max(1, valuesIn(item)), 0);
  if (typeof data !== 'object' || data === null) return 0;
  return Object.values(data).reduce<number>((sum, value) => sum + 1 + valuesIn(value), 0);
}

describe('the documents of the contract', () => {
  const files = ['submit-return', 'return-lifecycle', 'regional-totals'];
  const documents = files.flatMap((name) => {
    const document = parse(readFileSync(new URL(`../contract/${name}.graphql`, import.meta.url), 'utf8'));
    return document.definitions.map((definition) => print({ ...document, definitions: [definition] }));
  });

  it.each(documents.map((text) => [/\w+ \w+/.exec(text)?.[0] ?? '', text]))('keep to the limits: %s', (_, text) => {
    const document = parse(text, { maxTokens: limits.maxQueryTokens });
    expect(validate(schema, document, shapeLimits(limits))).toEqual([]);
    expect(costOf(schema, text)).toBeLessThanOrEqual(limits.maxQueryCost);
  });

  it('are answered whole where a phase has 44 forces and 60 measures, and a return very many versions', async () => {
    const reading = documents.filter((text) => text.startsWith('query'));
    expect(reading.length).toBeGreaterThanOrEqual(3);
    for (const text of reading) {
      const named = parse(text).definitions.flatMap((one) =>
        one.kind === Kind.OPERATION_DEFINITION ? (one.variableDefinitions ?? []) : [],
      );
      const variables = Object.fromEntries(
        Object.entries(KEY).filter(([key]) => named.some(({ variable }) => variable.name.value === key)),
      );
      const { codes, values, bytes } = await measure('coordinator', text, variables);
      expect(codes).toEqual([]);
      expect(values).toBeGreaterThan(100);
      expect(bytes).toBeLessThan(limits.maxAnswerBytes);
    }
  });
});

describe('a query that costs what it may', () => {
  const KNOWN = {
    phase: [KEY.phase, 'scorpion-8'],
    text: ['Dorset made 12 arrests and Wiltshire nine.', '26 arrests'],
    force: [KEY.force, 'wiltshire'],
    operation: ['scorpion'],
    measures: ['arrests', 'drugs-weight', 'cash-seized', 'weapons-seized'],
    measure: ['drugs-weight'],
    codes: ['drug', 'weapon'],
    'phase.code': [KEY.phase],
    'force.code': [KEY.force],
    search: ['o'],
    'measure.code': ['drugs-weight'],
    'operation.code': ['scorpion', 'many-1'],
    on: ['2026-01-01'],
  };

  it(
    `has no more values than it costs, an answer within its bound, and takes less than ${MOST_BYTES / 1e6} MB`,
    async () => {
      const [{ now } = { now: '' }] = await database.asOwner<{ now: string }>(
        `SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS now`,
      );
      const generator = new QueryGenerator(schema, limits, { ...KNOWN, asOf: [now] });
      const worst: { query: RandomQuery; measured: Measured; used: Gauge; role: string }[] = [];
      let rest = (await gauge()).restBytes;
      try {
        await fc.assert(
          fc.asyncProperty(fc.gen(), fc.constantFrom(...ROLES), async (g, role) => {
            const query = generator.draw(g);
            expect(query.cost).toBeLessThanOrEqual(limits.maxQueryCost);
            const measured = await measure(role, query.text);
            const used = await gauge();
            worst.push({ query, measured, used, role });
            expect(
              measured.codes.filter((code) => !['FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT'].includes(code)),
            ).toEqual(measured.bytes < 1000 ? measured.codes.filter((code) => code === 'QUERY_TOO_COMPLEX') : []);
            expect(measured.values).toBeLessThanOrEqual(query.cost);
            expect(measured.bytes).toBeLessThanOrEqual(1.1 * limits.maxAnswerBytes);
            expect(used.peakBytes - rest).toBeLessThan(MOST_BYTES);
            rest = used.restBytes;
          }),
          { numRuns: RUNS, seed: 9, endOnFailure: true },
        );
      } finally {
        report(worst);
      }
    },
    RUNS * LONGEST_MS,
  );

  it(
    'is answered beside seven others in a heap of 256 MiB, and nothing of it is kept',
    async () => {
      const history = `{ return(phase: "${KEY.phase}", force: "${KEY.force}") {
      versions(first: 100, after: ${VERSIONS - 100}) { changes { from { value } } } } }`;
      const rest = (await gauge()).restBytes;
      for (let round = 0; round < ROUNDS; round += 1) {
        const answers = await Promise.all(READERS.map((reader) => measure(reader, history)));
        expect(answers.map(({ codes }) => codes)).toEqual(READERS.map(() => []));
        expect((await gauge()).restBytes - rest).toBeLessThan(MOST_BYTES / 10);
      }
    },
    ROUNDS * READERS.length * LONGEST_MS,
  );

  function report(all: readonly { query: RandomQuery; measured: Measured; used: Gauge; role: string }[]): void {
    const top = (name: string, of: (one: (typeof all)[number]) => number): string[] =>
      all
        .toSorted((one, other) => of(other) - of(one))
        .slice(0, 3)
        .map((one) => {
          const { query, measured, used, role } = one;
          const numbers = `${measured.ms.toFixed(0)} ms (${used.cpuMs.toFixed(0)} of the service's processor time, blocked ${used.blockedMs.toFixed(0)}), peak ${(used.peakBytes / 1e6).toFixed(0)} MB over ${(used.restBytes / 1e6).toFixed(0)}, ${measured.bytes} bytes, ${measured.values} values for ${query.cost}`;
          return `${name}: ${all.indexOf(one) + 1}, ${role}: ${numbers} ${measured.codes.join()}\n  ${query.text.slice(0, 400)}`;
        });
    const spent = all.filter(({ query }) => query.cost > 0.9 * limits.maxQueryCost).length;
    process.stdout.write(
      [
        `${all.length} queries, ${spent} of which cost over 90 % of what they may.`,
        ...top('time', ({ measured }) => measured.ms),
        ...top('processor', ({ used }) => used.cpuMs),
        ...top('blocked', ({ used }) => used.blockedMs),
        ...top('memory', ({ used }) => used.peakBytes - used.restBytes),
        '',
      ].join('\n'),
    );
  }
});
