import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { withLock } from '../support/database/blocking-lock.js';
import { unrecorded } from '../support/database/recorded-contents.js';
import { tryStep, mustSucceed, type PhaseOutcome, type PhaseStep } from '../support/api/phases-api.js';
import { submit, totalsOf, type Outcome } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/* Two processes on one database: a step of the coordinator on a phase and the first return for it at the same time. */

const ROUNDS = 6;
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

async function opened(round: string): Promise<string> {
  const input = { operation: 'scorpion', name: round, startsOn: '2090-01-01', endsOn: '2090-01-02', confirm: true };
  const { code: phase } = await mustSucceed(service, 'createPhase', { input });
  await mustSucceed(service, 'openPhase', { phase });
  return phase;
}

/**
 * Sends the first return and takes a step at the same time. In every other round the step starts one request earlier.
 */
async function meet(
  phase: string,
  step: PhaseStep,
  variables: object,
  round: number,
): Promise<[Outcome, PhaseOutcome]> {
  const send = async (): Promise<Outcome> => {
    const { data } = await submit(other, { phase, force: 'dorset', nil: ['arrests'] });
    if (data?.submitReturn == null) throw new Error('The return was not looked at.');
    return data.submitReturn;
  };
  const act = (): Promise<PhaseOutcome> => tryStep(service, step, { phase, ...variables });
  if (round % 2 === 0) return Promise.all([send(), act()]);
  const [acted, sent] = await Promise.all([act(), send()]);
  return [sent, acted];
}

/** The problems that blocked it, without the warning that its phase has not begun. */
const codesOf = (outcome: { readonly problems?: readonly { readonly code: string }[] }): string[] | undefined =>
  outcome.problems?.map(({ code }) => code).filter((code) => code !== 'PHASE_NOT_BEGUN');

describe('a first return', () => {
  it('at the same time as the removal of its force from the phase: one succeeds, and the other is rejected', async () => {
    const rounds = Array.from({ length: ROUNDS }, (_, round) => round);
    for (const round of rounds) {
      const phase = await opened(`Out ${round}`);
      const out = { force: 'dorset', participation: 'NOT_TAKING_PART', reason: 'Flooding' };
      const [sent, acted] = await meet(phase, 'setParticipation', out, round);
      const { coverage } = await totalsOf(service, phase);
      if (sent.return === undefined) {
        expect([codesOf(sent), codesOf(acted)]).toEqual([['FORCE_NOT_PARTICIPATING'], undefined]);
        expect(coverage).toMatchObject({ expected: 4, reported: 0 });
      } else {
        expect([codesOf(sent), codesOf(acted)]).toEqual([undefined, ['NOT_POSSIBLE_NOW']]);
        expect(coverage).toMatchObject({ expected: 5, reported: 1 });
      }
    }
  });

  it('at the same time as the closing of the phase: it comes first, or it is rejected', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phase = await opened(`Closed ${round}`);
      const [sent, acted] = await meet(phase, 'closePhase', { confirm: true }, round);
      expect(acted.phase?.status).toBe('CLOSED');
      const { coverage } = await totalsOf(service, phase);
      expect(coverage.reported).toBe(sent.return === undefined ? 0 : 1);
      expect(codesOf(sent)).toEqual(sent.return === undefined ? ['PHASE_NOT_OPEN'] : undefined);
    }
  });

  it('at the same time as a move of the first day: its definitions are those of the day that is stored', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phase = await opened(`Moved ${round}`);
      const input = { phase, startsOn: '2090-01-02', confirm: true };
      const [sent, acted] = await meet(phase, 'changePhase', { input }, round);
      expect(sent.return?.version).toBe(1);
      // The move comes first and the return uses the new day; or the return comes first and the move is rejected.
      expect(codesOf(acted)).toEqual(acted.phase === undefined ? ['NOT_POSSIBLE_NOW'] : undefined);
    }
  });
});

describe('a first return at the same time as the discarding of its phase', () => {
  it('counts in a phase that remains, or is rejected by a discarded phase', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const phase = await opened(`Discarded ${round}`);
      const [sent, acted] = await meet(phase, 'discardPhase', { reason: 'The days were mistyped.' }, round);
      const { coverage } = await totalsOf(service, phase);
      const outcomes = [codesOf(sent), codesOf(acted), coverage.reported];
      if (sent.return === undefined) expect(outcomes).toEqual([['PHASE_NOT_OPEN'], undefined, 0]);
      else expect(outcomes).toEqual([undefined, ['NOT_POSSIBLE_NOW'], 1]);
    }
  });

  it.each(['submission', 'discard'])('is consistent whichever locks the phase first: the %s', async (first) => {
    const phase = await opened(`First the ${first}`);
    const send = async (): Promise<string[] | undefined> => {
      const { data } = await submit(other, { phase, force: 'dorset', nil: ['arrests'] });
      return data?.submitReturn == null ? ['ERROR'] : codesOf(data.submitReturn);
    };
    const discard = async (): Promise<string[] | undefined> =>
      codesOf(await tryStep(service, 'discardPhase', { phase, reason: 'The days were mistyped.' }));
    const lock = `SELECT FROM phases WHERE code = '${phase}' FOR UPDATE`;
    const both = await withLock(service.database.ownerUrl, lock, async ({ awaitedBy }) => {
      const one = first === 'submission' ? send() : discard();
      await awaitedBy(1);
      const two = first === 'submission' ? discard() : send();
      await awaitedBy(2);
      return [one, two];
    });
    expect(await Promise.all(both)).toEqual([
      undefined,
      [first === 'submission' ? 'NOT_POSSIBLE_NOW' : 'PHASE_NOT_OPEN'],
    ]);
  });
});

describe('merging forces while one of their phases is opened and a return sent', () => {
  const MERGE = `mutation ($from: [ID!]!, $code: ID!, $name: String!) {
    mergeForces(from: $from, on: "2094-01-01", into: { code: $code, name: $name, kind: TERRITORIAL_FORCE, region: "South West" }) {
      ... on ForcesMerged { phases } ... on Rejection { problems { code } } } }`;

  it.each([
    ['south', ['dorset', 'wiltshire'], true],
    ['north', ['gloucestershire', 'avon-and-somerset'], false],
  ])(
    'to %s leaves either the new force alone in the phase, or the old ones unchanged',
    async (code, from, mergesFirst) => {
      const [force = ''] = from;
      await service.ask(
        'demo-coordinator',
        `mutation { createOperation(code: "${code}", name: "${code}") { __typename } }`,
      );
      for (const member of from) {
        const joining = `operation: "${code}", force: "${member}", participation: TAKING_PART, from: "2080-01-01"`;
        await service.ask('demo-coordinator', `mutation { joinOperation(${joining}) { __typename } }`);
      }
      const input = { operation: code, name: code, startsOn: '2095-01-01', endsOn: '2095-01-02', confirm: true };
      const { code: phase } = await mustSucceed(service, 'createPhase', { input });
      const merge = async (): Promise<boolean> => {
        interface Merged {
          readonly mergeForces: { readonly problems?: unknown };
        }
        const { data } = await service.ask<Merged>('demo-coordinator', MERGE, { from, code, name: code });
        return data.mergeForces.problems === undefined;
      };
      const send = async (): Promise<boolean> => {
        await mustSucceed(other, 'openPhase', { phase });
        const { data } = await submit(other, { phase, force, nil: ['arrests'] });
        return data?.submitReturn?.return !== undefined;
      };
      const lock = `SELECT FROM phases WHERE code = '${phase}' FOR UPDATE`;
      const [merged, sent] = await withLock(service.database.ownerUrl, lock, async (blocker) => {
        const first = mergesFirst ? merge() : send();
        await blocker.awaitedBy(1);
        const second = mergesFirst ? send() : merge();
        await blocker.awaitedBy(2);
        return { both: mergesFirst ? [first, second] : [second, first] };
      }).then(({ both }) => Promise.all(both));
      expect([merged, sent]).toEqual([mergesFirst, !mergesFirst]);
      const { coverage, restsOn } = await totalsOf(service, phase);
      expect([coverage.expected, restsOn.length]).toEqual(mergesFirst ? [1, 0] : [2, 1]);
    },
  );
});

it("two coordinators who open and close a phase with the same expected state: one is rejected with the other's change", async () => {
  const phase = await opened('Two');
  await mustSucceed(service, 'closePhase', { phase, confirm: true });
  const both = await Promise.all([
    tryStep(service, 'setParticipation', {
      phase,
      force: 'btp',
      participation: 'TAKING_PART',
      reason: 'x',
      expectedParticipation: 'NOT_KNOWN',
    }),
    tryStep(other, 'setParticipation', {
      phase,
      force: 'btp',
      participation: 'NOT_TAKING_PART',
      reason: 'x',
      expectedParticipation: 'NOT_KNOWN',
    }),
  ]);
  expect(both.map(codesOf)).toEqual(expect.arrayContaining([undefined, ['STATE_CONFLICT']]));
});

it('leaves every row as an audit entry recorded it', async () => {
  expect(await unrecorded(service.database)).toEqual([]);
});
