import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { killServer } from '../../src/database/embedded/server/postmaster.js';
import { watch, acceptsStatements, type KillTarget } from '../support/database/embedded-database.js';
import { isReady, startServiceProcess, type ServiceProcess } from '../support/service/service-process.js';
import { verifyIn } from '../support/service/verify-command.js';
import { forEachAtOnce } from '../support/run/at-once.js';
import { until } from '../support/run/until.js';
import {
  countedVersions,
  countingArrests,
  figuresOf,
  PHASES,
  read,
  resultsOf,
  send,
  someSubmissions,
  storedVersions,
  toldOf,
  type Receipt,
  type StoredVersion,
  type Submission,
} from './known-returns.js';

/*
 * kill -9 in the middle of many submissions at once, round after round on the same data: what was acknowledged is there,
 * what was not is there whole or not at all, and the service comes back by itself.
 */
const ROUNDS: readonly (KillTarget | 'SERVICE' | 'EVERYTHING')[] = [
  ...(['SERVICE', 'ALL_OF_IT', 'BACKEND', 'EVERYTHING', 'SERVER'] as const),
  ...(['ALL_OF_IT', 'SERVICE', 'SERVER', 'EVERYTHING', 'BACKEND'] as const),
];
const SUBMISSIONS = 200;
/** Requests at a time: on a slow machine, 200 would wait longer for a connection to the database than the service lets them. */
const AT_ONCE = 40;
/** Acknowledgements before the kill, in each round: some early, some late. */
const KILL_AFTER = [60, 1, 130, 25, 90, 170, 10, 45, 110, 150];
/** The requirement: ready again this long after the database takes statements again. */
const BACK_MS = 10_000;
/** How much of the end of the service's output a failure shows, in characters. */
const SHOWN = 4_000;
/** For what depends on the machine alone. */
const PATIENCE_MS = 60_000;

interface Sent {
  readonly submission: Submission;
  /** Null: not acknowledged. */
  readonly receipt: Receipt | null;
}

let dataDir: string;
let service: ServiceProcess;
let dataVersions = 0;
/** By name: all that was ever sent. */
const sent = new Map<string, Sent>();
const seen = { unanswered: 0, longestBackMs: 0 };

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'scorpion-kill-'));
  await start();
  dataVersions = (await countedVersions(dataDir)).phases;
});

afterAll(async () => {
  service.group.end();
  await service.group.ended;
  // Where a round has failed, PostgreSQL may be left without a service.
  await killServer(join(dataDir, 'postgres'));
  await rm(dataDir, { recursive: true, force: true });
  const seenInAll = `${sent.size} submissions, ${seen.unanswered} of them without an answer`;
  const back = `ready ${Math.round(seen.longestBackMs)} ms after its database at the latest`;
  console.log(`kill -9: ${ROUNDS.length} rounds, ${seenInAll}; ${back}`);
});

async function start(): Promise<void> {
  // With the usual limit a busy machine would refuse some of so many submissions.
  service = await startServiceProcess({ DATA_DIR: dataDir, REQUEST_TIMEOUT_MS: String(PATIENCE_MS) });
}

/** Sends them many at a time, and kills when so many are acknowledged. Resolves when every one has its answer, or none. */
async function sendAndKill(
  submissions: readonly Submission[],
  after: number,
  kill: () => Promise<void>,
): Promise<void> {
  let acknowledged = 0;
  const killed: Promise<void>[] = [];
  const { url } = service;
  await forEachAtOnce(AT_ONCE, submissions, async (submission) => {
    const receipt = await send(url, submission);
    sent.set(submission.note, { submission, receipt });
    if (receipt !== null) acknowledged += 1;
    if (receipt !== null && acknowledged === after) killed.push(kill());
  });
  expect(killed).toHaveLength(1);
  await Promise.all(killed);
}

/** Resolves once the service is ready; rejects when that takes too long after its database takes statements. */
async function comesBack(): Promise<void> {
  await until('the database takes statements', PATIENCE_MS, () => acceptsStatements(dataDir));
  const began = performance.now();
  await until('the service is ready after its database', BACK_MS, () => isReady(service.url));
  seen.longestBackMs = Math.max(seen.longestBackMs, performance.now() - began);
}

async function dieAndComeBack(victim: (typeof ROUNDS)[number], submissions: readonly Submission[], after: number) {
  const database = await watch(dataDir);
  const { group } = service;
  await sendAndKill(submissions, after, async () => {
    if (victim === 'SERVICE' || victim === 'EVERYTHING') group.signal('SIGKILL');
    if (victim !== 'SERVICE') await database.kill(victim === 'EVERYTHING' ? 'ALL_OF_IT' : victim);
  });
  if (victim === 'SERVICE') {
    await until('PostgreSQL has ended what the service left behind', PATIENCE_MS, () => database.isAlone());
    await database.leave();
  }
  await database.gone;
  if (victim === 'SERVICE' || victim === 'EVERYTHING') {
    expect(await group.ended).toBeNull();
    await start();
  }
  await comesBack();
}

/** Expects of every version, of all rounds so far, that it is whole, and that each acknowledged one is there. */
async function expectAllWhole(): Promise<StoredVersion[]> {
  const stored = await storedVersions(dataDir);
  const whole = stored.map(({ phase, force, note }, index) => {
    const { submission } = sent.get(note)!;
    const before = stored[index - 1];
    const nth = before?.phase === phase && before.force === force ? before.version + 1 : 1;
    const last = stored.filter((one) => one.phase === phase && one.force === force).length;
    return {
      phase: submission.phase,
      force: submission.force,
      version: nth,
      note,
      counted: last,
      states: 1,
      keys: submission.idempotencyKey === null ? 0 : 1,
      figures: figuresOf(submission),
      results: resultsOf(submission),
    };
  });
  expect(stored).toEqual(whole);
  const byNote = new Map(stored.map((version) => [version.note, version.version]));
  expect(byNote.size).toBe(stored.length);
  for (const { submission, receipt } of sent.values()) {
    if (receipt !== null)
      expect([submission.note, byNote.get(submission.note)]).toEqual([submission.note, receipt.version]);
  }
  expect(await countedVersions(dataDir)).toEqual({ phases: dataVersions + stored.length, returns: stored.length });
  return stored;
}

/** Sends again, many at a time, what has a key: the first answer for what was acknowledged, one version for every other. */
async function sendAgain(submissions: readonly Submission[]): Promise<void> {
  const keyed = submissions.filter(({ idempotencyKey }) => idempotencyKey !== null);
  await forEachAtOnce(AT_ONCE, keyed, async (submission) => {
    const first = sent.get(submission.note)?.receipt ?? null;
    const receipt = await send(service.url, submission);
    expect(receipt).not.toBeNull();
    if (first !== null) expect(receipt).toEqual(first);
    sent.set(submission.note, { submission, receipt });
  });
}

/** Expects the API to tell all of it as it was sent, and totals to rest on the newest versions. */
async function expectTold(submissions: readonly Submission[], stored: readonly StoredVersion[]): Promise<void> {
  await forEachAtOnce(AT_ONCE, submissions, async ({ note }) => {
    const { submission, receipt } = sent.get(note)!;
    if (receipt !== null) expect(await read(service.url, submission, receipt)).toEqual(toldOf(submission, receipt));
  });
  for (const phase of PHASES) {
    const newest = stored.filter((one) => one.phase === phase && one.version === one.counted);
    expect(await countingArrests(service.url, phase)).toEqual(
      newest.map(({ force, version, note }) => `${force} ${version}: ${sent.get(note)!.submission.figures[0]!.value}`),
    );
  }
}

async function round(name: string, victim: (typeof ROUNDS)[number], killAfter: number): Promise<void> {
  const submissions = someSubmissions(name, killAfter, SUBMISSIONS);
  await dieAndComeBack(victim, submissions, killAfter);
  seen.unanswered += submissions.filter(({ note }) => sent.get(note)?.receipt === null).length;
  await expectAllWhole();
  await sendAgain(submissions);
  await expectTold(submissions, await expectAllWhole());
}

it(
  'loses nothing that was acknowledged, keeps nothing in part and comes back by itself, whatever is killed',
  async () => {
    for (const [index, victim] of ROUNDS.entries()) {
      const name = `Round ${index + 1}, kill -9 of ${victim}`;
      await round(name, victim, KILL_AFTER[index]!).catch((cause: unknown) => {
        throw new Error(`${name}: ${String(cause)}\nThe service wrote:\n${service.group.output().slice(-SHOWN)}`, {
          cause,
        });
      });
    }
    expect(await verifyIn({ DATA_DIR: dataDir, DEMO: 'true' }, { quiet: true })).toMatchObject({ code: 0 });
  },
  ROUNDS.length * PATIENCE_MS,
);
