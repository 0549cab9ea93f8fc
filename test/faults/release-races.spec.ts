import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPhaseWith } from '../support/api/release-scenes.js';
import { mustPublish, publish, readRelease, type ReleaseOutcome } from '../support/api/releases-api.js';
import { signOff, takeStep } from '../support/api/return-steps.js';
import { mustSubmit, type Problem } from '../support/api/returns-api.js';
import { withLock } from '../support/database/blocking-lock.js';
import { unrecorded } from '../support/database/recorded-contents.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* Two processes on one database: steps of a release at the same time. */

const ROUNDS = [0, 1];
const COORDINATOR = 'demo-coordinator';
const UNTIL = '2089-04-20T12:00:00Z';
const LATER_VERSION = { kind: 'REVISION', note: 'More came in.' };

let service: TestService;
let other: TestService;

beforeAll(async () => {
  service = await startTestService();
  other = await startTestService({}, service.database);
});

afterAll(async () => {
  await other.stop();
  await service.stop();
});

/** SQL that takes the lock for which steps of a phase wait. */
const ofPhase = (phase: string): string => `SELECT FROM phases WHERE code = '${phase}' FOR UPDATE`;

/** When the lock was given up each time: not before this. */
const unlocked: Date[] = [];

/**
 * Lets steps wait for a lock, one after the other, so that they are under way at the same time and are taken in this
 * order.
 */
async function inOrder<T>(lock: string, steps: readonly (() => Promise<T>)[]): Promise<T[]> {
  const taken = await withLock(service.database.ownerUrl, lock, async ({ awaitedBy }) => {
    const all: Promise<T>[] = [];
    for (const [place, step] of steps.entries()) {
      all.push(step());
      await awaitedBy(place + 1);
    }
    const [row] = await service.database.asOwner<{ now: Date }>('SELECT clock_timestamp() AS now');
    if (row !== undefined) unlocked.push(row.now);
    return all;
  });
  return Promise.all(taken);
}

/** Both wait for a lock at the same time; in every other round the second one is first. */
async function meet<One, Other>(
  round: number,
  lock: string,
  one: () => Promise<One>,
  another: () => Promise<Other>,
): Promise<[One, Other]> {
  const steps: (() => Promise<One | Other>)[] = [one, another];
  const taken = await inOrder(lock, round === 0 ? steps : steps.toReversed());
  return (round === 0 ? taken : taken.toReversed()) as [One, Other];
}

/** The codes of what prevented a mutation of the coordinator; empty: it was done. */
async function codesOf(at: TestService, mutation: string): Promise<string[]> {
  const { data, errors } = await at.ask<{ done: { problems?: Problem[] } | null } | null>(
    COORDINATOR,
    `mutation { done: ${mutation} { ... on Rejection { problems { code severity measure breakdown message } } } }`,
  );
  if (data?.done == null) throw new Error(`${mutation} was not answered: ${JSON.stringify(errors)}`);
  return (data.done.problems ?? []).map(({ code }) => code);
}

const versionOf = ({ release, problems }: ReleaseOutcome): number | string =>
  release?.version ?? problems?.map(({ code }) => code).join() ?? '';

describe('two publications at the same time', () => {
  it('give versions 1 and 2, of which the second replaces the first', async () => {
    for (const round of ROUNDS) {
      const phase = `both-${round}`;
      await openPhaseWith(service, { code: phase, forces: 5 });
      const input = { phase, ...LATER_VERSION };
      const both = await meet(
        round,
        ofPhase(phase),
        () => publish(service, input),
        () => publish(other, input),
      );
      expect(both.map(versionOf).sort()).toEqual([1, 2]);
      expect(await readRelease(service, COORDINATOR, phase, 1)).toMatchObject({
        status: 'SUPERSEDED',
        supersededBy: 2,
      });
      expect(await readRelease(service, COORDINATOR, phase)).toMatchObject({ version: 2, changes: [] });
    }
  });

  it('give one version, if both expect that there is none', async () => {
    for (const round of ROUNDS) {
      const phase = `first-${round}`;
      await openPhaseWith(service, { code: phase, forces: 5 });
      const input = { phase, expectedVersion: 0, ...LATER_VERSION };
      const both = await meet(
        round,
        ofPhase(phase),
        () => publish(service, input),
        () => publish(other, input),
      );
      expect(both.map(versionOf).sort()).toEqual([1, 'VERSION_CONFLICT']);
      expect(await readRelease(service, COORDINATOR, phase, 2)).toBeNull();
    }
  });
});

describe('a publication', () => {
  it('at the same time as an acceptance contains all of it or nothing of it', async () => {
    for (const round of ROUNDS) {
      const phase = `beside-${round}`;
      await openPhaseWith(service, { code: phase, forces: 4 });
      const key = { phase, force: 'wiltshire' };
      const { return: sent } = await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 30 }] });
      const accepting = { ...key, version: sent.version, withoutSignOff: 'Nobody is there.' };
      const acknowledgements = [{ code: 'NOT_ALL_ACCEPTED', reason: 'It is known.' }];
      const [published, accepted] = await meet(
        round,
        ofPhase(phase),
        () => publish(service, { phase, acknowledgements }),
        () => takeStep(other, COORDINATOR, 'acceptReturn', accepting),
      );
      expect(accepted.problems).toBeUndefined();
      if (published.release === undefined) {
        // It came second, so that its reason is for nothing and another one is wanted.
        expect(published.problems?.map(({ code }) => code)).toEqual([
          'REASON_REQUIRED',
          'ACKNOWLEDGEMENT_NOT_EXPECTED',
          'NOT_SIGNED_OFF',
        ]);
      } else {
        expect(published.release).toMatchObject({
          coverage: { expected: 5, reported: 4, missing: [{ code: 'wiltshire' }] },
          totals: expect.arrayContaining([expect.objectContaining({ value: 104, qualifier: 'AT_LEAST' })]),
        });
        const cells = published.release.totals.flatMap(({ byForce }) => byForce);
        const theirs = cells.filter(({ force }) => force.code === 'wiltshire').map(({ state }) => state);
        expect(new Set(theirs)).toEqual(new Set(['NOT_REPORTED']));
      }
    }
  });

  it('at the same time as an acceptance that it contains is as at a later instant', async () => {
    for (const round of ROUNDS) {
      const phase = `as-at-${round}`;
      await openPhaseWith(service, { code: phase, forces: 4 });
      const key = { phase, force: 'wiltshire', version: 1 };
      await mustSubmit(service, { phase, force: key.force, figures: [{ measure: 'arrests', value: 30 }] });
      await signOff(service, key);
      const [published] = await meet(
        round,
        ofPhase(phase),
        () => publish(service, { phase }),
        () => takeStep(other, COORDINATOR, 'acceptReturn', key),
      );
      if (published.release === undefined) {
        expect(published.problems).toMatchObject([{ code: 'REASON_REQUIRED' }, { code: 'NOT_ALL_ACCEPTED' }]);
      } else {
        expect(published.release.coverage).toMatchObject({ reported: 5, complete: true });
        const [times] = await service.database.asOwner<{ accepted: Date; as_at: Date }>(
          `SELECT (SELECT max(began_at) FROM version_states WHERE phase = $1) AS accepted, as_at FROM releases WHERE phase = $1`,
          [phase],
        );
        expect(times?.as_at.getTime()).toBeGreaterThanOrEqual(times?.accepted.getTime() ?? Infinity);
      }
    }
  });

  it('under embargo at the same time as the showing of its totals: one of the two is refused', async () => {
    for (const round of ROUNDS) {
      const phase = `shown-${round}`;
      await openPhaseWith(service, { code: phase, forces: 5, totalsHeldBack: true });
      const [published, shown] = await meet(
        round,
        ofPhase(phase),
        () => publish(service, { phase, embargoUntil: UNTIL }),
        () => codesOf(other, `changePhase(input: { phase: "${phase}", totalsHeldBack: false })`),
      );
      const refused = [versionOf(published), ...shown].filter((code) => code !== 1);
      expect(refused).toEqual([published.release === undefined ? 'EMBARGO_NOT_POSSIBLE' : 'NOT_POSSIBLE_NOW']);
    }
  });
});

describe('a release under embargo', () => {
  it.each(['withdrawal', 'bringing forward'])(
    'is withdrawn and brought forward at the same time in one order or the other: first the %s',
    async (first) => {
      const phase = `forward-${first.length}`;
      await openPhaseWith(service, { code: phase, forces: 5, totalsHeldBack: true });
      await mustPublish(service, { phase, embargoUntil: UNTIL });
      const withdraw = `withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong.")`;
      const bringForward = `bringReleaseForward(phase: "${phase}", version: 1)`;
      const steps = first === 'withdrawal' ? [withdraw, bringForward] : [bringForward, withdraw];
      const codes = await inOrder(ofPhase(phase), [() => codesOf(service, steps[0]!), () => codesOf(other, steps[1]!)]);
      // Everybody sees what is left of it only if it came out before.
      const seen = await readRelease(service, 'demo-press', phase);
      if (first === 'withdrawal') expect([codes, seen]).toEqual([[[], ['NOT_POSSIBLE_NOW']], null]);
      else expect([codes, seen]).toMatchObject([[[], []], { status: 'WITHDRAWN', totals: [] }]);
    },
  );

  it('has the times of its steps after it has waited for others', async () => {
    const phase = 'in-order';
    await openPhaseWith(service, { code: phase, forces: 5 });
    await inOrder(ofPhase(phase), [() => publish(service, { phase })]);
    await inOrder(ofPhase(phase), [
      () => codesOf(service, `withdrawRelease(phase: "${phase}", version: 1, reason: "Wrong.")`),
    ]);
    const rows = await service.database.asOwner<{ published_at: Date; as_at: Date; withdrawn_at: Date }>(
      'SELECT published_at, as_at, withdrawn_at FROM releases WHERE phase = $1',
      [phase],
    );
    const [publishing = 0, withdrawing = 0] = unlocked.slice(-2).map((instant) => instant.getTime());
    expect(rows[0]?.published_at.getTime()).toBeGreaterThanOrEqual(publishing);
    expect(rows[0]?.as_at).toEqual(rows[0]?.published_at);
    expect(rows[0]?.withdrawn_at.getTime()).toBeGreaterThanOrEqual(withdrawing);
  });

  it('is withdrawn once by two people', async () => {
    await openPhaseWith(service, { code: 'twice', forces: 5 });
    await mustPublish(service, { phase: 'twice' });
    const withdraw = 'withdrawRelease(phase: "twice", version: 1, reason: "Wrong.")';
    const both = await meet(
      0,
      ofPhase('twice'),
      () => codesOf(service, withdraw),
      () => codesOf(other, withdraw),
    );
    expect(both.flat()).toEqual(['NOT_POSSIBLE_NOW']);
    const steps = await service.database.asOwner(
      `SELECT FROM release_steps WHERE phase = 'twice' AND step = 'WITHDRAW'`,
    );
    expect(steps).toHaveLength(1);
  });
});

describe('lists that are set by two people at the same time', () => {
  it('of readers are as one of the two wants them', async () => {
    for (const round of ROUNDS) {
      const set = (people: readonly string[]): string =>
        `setReleaseReaders(operation: "scorpion", namedReaders: ${JSON.stringify(people)})`;
      const [one, another] = [['demo-pcc-dorset', 'demo-press'], ['demo-analyst-btp']];
      const codes = await meet(
        round,
        `SELECT pg_advisory_xact_lock(hashtext('release readers'), hashtext('scorpion'))`,
        () => codesOf(service, set(one)),
        () => codesOf(other, set(another)),
      );
      expect(codes).toEqual([[], []]);
      const rows = await service.database.asOwner<{ person: string }>(
        'SELECT person FROM operation_release_readers ORDER BY person',
      );
      expect([one, another]).toContainEqual(rows.map(({ person }) => person));
    }
  });

  it('of pre-election periods are as one of the two wants them', async () => {
    for (const round of ROUNDS) {
      const set = (name: string): string =>
        `setPreElectionPeriods(periods: [{ name: "Both", from: "2089-01-01", until: "2089-01-02" },
          { name: "${name}", from: "2089-02-01", until: "2089-02-02" }])`;
      const codes = await meet(
        round,
        `SELECT pg_advisory_xact_lock(hashtext('pre-election periods'))`,
        () => codesOf(service, set('One')),
        () => codesOf(other, set('Another')),
      );
      expect(codes).toEqual([[], []]);
      const rows = await service.database.asOwner<{ name: string }>(
        'SELECT name FROM pre_election_periods ORDER BY name',
      );
      expect([
        ['Both', 'One'],
        ['Another', 'Both'],
      ]).toContainEqual(rows.map(({ name }) => name));
    }
  });

  it('of people for a draft are as one of the two wants them', async () => {
    for (const round of ROUNDS) {
      const set = (person: string): string => `prepareRelease(phase: "scorpion-4", namedReaders: ["${person}"])`;
      const people = ['demo-pcc-dorset', 'demo-analyst-btp'] as const;
      expect(await codesOf(service, 'setReleaseReaders(operation: "scorpion", namedReaders: [])')).toEqual([]);
      const codes = await meet(
        round,
        ofPhase('scorpion-4'),
        () => codesOf(service, set(people[0])),
        () => codesOf(other, set(people[1])),
      );
      expect(codes).toEqual([[], []]);
      const rows = await service.database.asOwner<{ person: string }>('SELECT person FROM release_draft_readers');
      expect(rows).toHaveLength(1);
      expect(people).toContain(rows[0]?.person);
    }
  });
});

it('a copy that one person takes twice at the same time is recorded once', async () => {
  await openPhaseWith(service, { code: 'copied', forces: 5 });
  await mustPublish(service, { phase: 'copied' });
  const copy = 'mutation { copyHeadline(phase: "copied", version: 1, measure: "arrests") { copiedAt } }';
  const [one, another] = await meet(
    0,
    'LOCK TABLE headline_copies IN SHARE MODE',
    () => service.ask('demo-press', copy),
    () => other.ask('demo-press', copy),
  );
  expect([one.errors, one.data]).toEqual([[], another.data]);
  const entries = await service.database.asOwner(`SELECT FROM audit_entries WHERE action = 'HEADLINE_COPIED'`);
  expect(entries).toHaveLength(1);
});

it('leaves every row as an audit entry recorded it', async () => {
  expect(await unrecorded(service.database)).toEqual([]);
});
