import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { post, startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';
import { violations, type Read, type Write } from './history.js';

/*
 * Two processes of the service on one database, as in a rollout, under reads and writes on both at the same time. Whoever
 * was told that a return is in must find it in whatever is read from then on, from either process: a recorded history
 * says so.
 */

/** In full as long as the requirement says: an answer that is kept somewhere for too long shows within it. */
const LASTS_MS = 60_000;
/** Few at the same time, so that each is answered soon: what is kept too long shows only to who asks in the meantime. */
const FORCES = ['dorset', 'wiltshire', 'btp'];
/** One that changes all the time, and one that is read more often than it changes, so that an answer may be kept. */
const BUSY_PHASE = 'scorpion-1';
const QUIET_PHASE = 'scorpion-2';
const PHASES = [BUSY_PHASE, QUIET_PHASE];
/** A return takes no more from its force: whoever has sent so many goes on reading. */
const MOST_VERSIONS = 200;
/** How often the one writer of the quiet phase reads its totals before it submits again. */
const READS_BETWEEN = 6;
/** Who reads, and what counts for them: what was submitted, or what was accepted. Each basis has registers of its own. */
const COORDINATOR = { token: 'demo-coordinator', basis: 'PROVISIONAL' } as const;
const READERS = [COORDINATOR, { token: 'demo-pcc-dorset', basis: 'ACCEPTED' }] as const;
type Reader = (typeof READERS)[number];
const SEED = 20_260_101;

const SUBMIT = `mutation ($input: SubmitReturnInput!) { submitReturn(input: $input) {
  ... on SubmitReturnSuccess { return { version submittedAt } } ... on Rejection { problems { code } } } }`;
const ACCEPT = `mutation ($phase: ID!, $force: ID!, $version: Int!) {
  acceptReturn(phase: $phase, force: $force, version: $version, withoutSignOff: "A test.") { __typename } }`;
const TOTALS = `query ($phase: ID!) { regionalTotals(phase: $phase, measures: ["arrests"]) {
  asOf restsOn { force { code } version submittedAt } coverage { reported }
  totals { value lower coverage { reported } byForce { force { code } value lower } } } }`;
const RETURN = `query ($phase: ID!, $force: ID!) { return(phase: $phase, force: $force) {
  version submittedAt figures { value } } }`;

interface ToldTotals {
  readonly asOf: string;
  readonly restsOn: readonly { force: { code: string }; version: number; submittedAt: string }[];
  readonly coverage: { readonly reported: number };
  readonly totals: readonly {
    readonly value: number | null;
    readonly lower: number;
    readonly coverage: { readonly reported: number };
    readonly byForce: readonly { force: { code: string }; value: number | null; lower: number }[];
  }[];
}

interface ToldReturn {
  readonly version: number;
  readonly submittedAt: string | null;
  readonly figures: readonly { readonly value: number }[];
}

let database: TestDatabase;
let services: ServiceProcess[] = [];
const writes: Write[] = [];
const reads: Read[] = [];
/** What a single answer said against itself. */
const contradictions: string[] = [];
let answers = 0;
let stopAt = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  const env = { DATABASE_URL: database.servingUrl, MIGRATION_DATABASE_URL: database.ownerUrl };
  services = [await startServiceProcess(env), await startServiceProcess(env)];
});

afterAll(async () => {
  for (const { group } of services) {
    group.end();
    await group.ended;
  }
  await database.drop();
});

/** Milliseconds of a clock that is never set. */
const now = (): number => performance.now();
const isOver = (): boolean => now() > stopAt;

/** Numbers below a bound, the same in every run. */
function chances(seed: number): (below: number) => number {
  const numbers = fc.sample(fc.nat(), { seed, numRuns: 10_007 });
  let taken = 0;
  return (below) => numbers[taken++ % numbers.length]! % below;
}

/** Asks one of the two; throws where anything but data comes back. */
async function ask<Data>(service: number, token: string, query: string, variables: object): Promise<Data> {
  const answer = await post<Data>(services[service]!.url, token, query, variables);
  if (answer?.data == null || answer.errors.length > 0) {
    throw new Error(`Asked ${JSON.stringify(variables)}, a service answered ${JSON.stringify(answer)}`);
  }
  answers += 1;
  return answer.data;
}

/** Submits one version after the other of one return, each saying its own number; looks for each at both processes. */
async function writeAndLook(phase: string, force: string, chance: (below: number) => number): Promise<void> {
  for (let version = 1; !isOver(); version += 1) {
    if (version <= MOST_VERSIONS) await write(phase, force, version, chance(services.length));
    await Promise.all(services.map((_, service) => readTotals(service, COORDINATOR, phase)));
  }
}

/** As `writeAndLook`, of one return after the other, with more reads in between. */
async function lookMoreThanWrite(phase: string, chance: (below: number) => number): Promise<void> {
  for (let round = 0; !isOver(); round += 1) {
    for (let read = 0; read < READS_BETWEEN; read += 1) {
      await Promise.all(services.map((_, service) => readTotals(service, COORDINATOR, phase)));
    }
    const version = Math.floor(round / FORCES.length) + 1;
    await write(phase, FORCES[round % FORCES.length]!, version, chance(services.length));
  }
}

async function write(phase: string, force: string, version: number, service: number): Promise<void> {
  const began = now();
  const figures = [{ measure: 'arrests', value: version }];
  const input = { phase, force, figures, expectedVersion: version - 1, reason: 'Counted anew.' };
  const { submitReturn } = await ask<{ submitReturn: unknown }>(service, `demo-analyst-${force}`, SUBMIT, { input });
  const ended = now();
  expect(submitReturn).toEqual({ return: { version, submittedAt: expect.any(String) } });
  writes.push({ register: registerOf(COORDINATOR, phase, force), version, began, ended });
  await acceptIn(phase, force, version, service);
}

async function acceptIn(phase: string, force: string, version: number, service: number): Promise<void> {
  const began = now();
  const told = await ask<{ acceptReturn: object }>(service, COORDINATOR.token, ACCEPT, { phase, force, version });
  expect(told.acceptReturn).toEqual({ __typename: 'ReturnChanged' });
  writes.push({ register: registerOf(READERS[1], phase, force), version, began, ended: now() });
}

const registerOf = ({ basis }: Reader, phase: string, force: string): string => `${phase}/${force} ${basis}`;

async function readMany(service: number, reader: Reader, chance: (below: number) => number): Promise<void> {
  while (!isOver()) {
    const phase = PHASES[chance(PHASES.length)]!;
    if (chance(5) === 0) await readReturn(service, phase, FORCES[chance(FORCES.length)]!);
    else await readTotals(service, reader, phase);
  }
}

async function readTotals(service: number, reader: Reader, phase: string): Promise<void> {
  const began = now();
  const { regionalTotals } = await ask<{ regionalTotals: ToldTotals }>(service, reader.token, TOTALS, { phase });
  const ended = now();
  const what = `${reader.token} at process ${service}`;
  contradictions.push(...contradictionsIn(regionalTotals).map((found) => `${what}, ${phase}: ${found}`));
  const versions = new Map(regionalTotals.restsOn.map(({ force, version }) => [force.code, version]));
  reads.push(
    ...FORCES.map((force) => ({
      register: registerOf(reader, phase, force),
      version: versions.get(force) ?? 0,
      began,
      ended,
      what,
    })),
  );
}

async function readReturn(service: number, phase: string, force: string): Promise<void> {
  const began = now();
  const told = await ask<{ return: ToldReturn }>(service, COORDINATOR.token, RETURN, { phase, force });
  const { version, figures } = told.return;
  const what = `The return at process ${service}`;
  if (version !== (figures[0]?.value ?? 0))
    contradictions.push(`${what}: version ${version} says ${figures[0]?.value}`);
  reads.push({ register: registerOf(COORDINATOR, phase, force), version, began, ended: now(), what });
}

/** An answer is of one moment: its total, its cells, the versions it rests on and its date say the same. */
function contradictionsIn({ asOf, restsOn, coverage, totals }: ToldTotals): string[] {
  const [total] = totals;
  const cells = new Map(total?.byForce.map(({ force, value }) => [force.code, value]));
  const versions = restsOn.map(({ version }) => version);
  const sum = versions.reduce((all, version) => all + version, 0);
  const newest =
    restsOn
      .map(({ submittedAt }) => submittedAt)
      .sort()
      .at(-1) ?? asOf;
  return [
    ...restsOn.flatMap(({ force, version }) =>
      cells.get(force.code) === version ? [] : [`version ${version} of ${force.code} says ${cells.get(force.code)}`],
    ),
    ...((total?.value ?? 0) === sum && total?.lower === sum ? [] : [`${sum} adds up to ${total?.value}`]),
    ...(coverage.reported === total?.coverage.reported ? [] : ['the coverage of the phase is not that of its total']),
    // A step beside a submission moves it on, too.
    ...(asOf >= newest ? [] : [`the newest version is of ${newest}, the totals of ${asOf}`]),
  ];
}

describe('two processes on one database', () => {
  it(
    'never tell less than was acknowledged before they were asked',
    async () => {
      stopAt = now() + LASTS_MS;
      await Promise.all([
        ...FORCES.map((force, index) => writeAndLook(BUSY_PHASE, force, chances(SEED + index))),
        lookMoreThanWrite(QUIET_PHASE, chances(SEED + FORCES.length)),
        ...services.flatMap((_, service) =>
          READERS.map((reader, index) => readMany(service, reader, chances(SEED + 1000 * (service + 1) + index))),
        ),
      ]);
      console.log(`two processes: ${writes.length} writes, ${reads.length} registers read in ${answers} answers`);
      // The first few say enough.
      expect(violations(writes, reads).slice(0, 10)).toEqual([]);
      expect(contradictions.slice(0, 10)).toEqual([]);
    },
    6 * LASTS_MS,
  );
});
