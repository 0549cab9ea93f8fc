import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../support/database/audit-record.js';
import { addOpenPhases, FORCE } from '../support/lifecycle/people.js';
import { mustSubmit } from '../support/api/returns-api.js';
import { signOff, currentReturn, mustTakeStep, takeStep, type VersionKey } from '../support/api/return-steps.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const ANALYST = `demo-analyst-${FORCE}`;
const COORDINATOR = 'demo-coordinator';
const REASON = { reason: 'It was sent for the wrong phase.' };

let service: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
  await addOpenPhases(service.database, 'back', 20);
});

afterAll(async () => {
  await service.stop();
});

/** A return of the test's own with these numbers of arrests, version after version. */
async function sent(...arrests: readonly number[]): Promise<{ readonly key: Omit<VersionKey, 'version'> }> {
  phases += 1;
  const key = { phase: `back-${phases}`, force: FORCE };
  for (const value of arrests) await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value }] });
  return { key };
}

const withdraw = (key: VersionKey, more: object = {}): ReturnType<typeof takeStep> =>
  takeStep(service, ANALYST, 'withdrawReturn', { ...key, ...REASON, ...more });

const ask = async (key: VersionKey, question: string): Promise<string> =>
  (await mustTakeStep(service, COORDINATOR, 'queryReturn', { ...key, question })).queries.at(-1)?.id ?? '';

/** The state of the return, and how each question of its current version ended. */
async function whereIs(key: Omit<VersionKey, 'version'>): Promise<unknown[]> {
  const { version, status, queries } = await currentReturn(service, key);
  return [version, status, queries.map(({ ending }) => ending)];
}

const totalNow = async (phase: string): Promise<unknown> => {
  const query = `{ regionalTotals(phase: "${phase}", measures: ["arrests"]) { totals { value } } }`;
  const { data } = await service.ask<{ regionalTotals: { totals: readonly { value: number | null }[] } }>(
    ...([COORDINATOR, query] as const),
  );
  return data.regionalTotals.totals[0]?.value;
};

describe('withdrawing a version', () => {
  it('warns that the previous one is current again, with its state and what to do', async () => {
    const { key } = await sent(26, 27);
    const { warnings } = await withdraw({ ...key, version: 2 });
    expect(warnings).toMatchObject([
      {
        code: 'EARLIER_VERSION_CURRENT',
        severity: 'WARNING',
        measure: null,
        message: expect.stringMatching(
          /^Version 1 is current again\. Its state is SUBMITTED .*provisional totals\..*withdraw version 1.*'wholeReturn: true'/,
        ),
      },
    ]);
    expect(await totalNow(key.phase)).toBe(26);
    expect((await withdraw({ ...key, version: 1 })).warnings).toEqual([]);
    expect(await totalNow(key.phase)).toBeNull();
  });

  it('warns of an accepted one, and says who can let it be withdrawn', async () => {
    const { key } = await sent(26);
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', {
      ...key,
      version: 1,
      withoutSignOff: 'Nobody is on duty.',
    });
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }], reason: 'One more.' });
    const { warnings } = await withdraw({ ...key, version: 2 });
    expect(warnings).toMatchObject([
      { message: expect.stringMatching(/Its state is ACCEPTED .*accepted totals.*undo its acceptance/) },
    ]);
  });

  it('reopens the questions of the previous one that were open, and no others', async () => {
    const { key } = await sent(26);
    const first = { ...key, version: 1 };
    await signOff(service, first);
    const answered = await ask(first, 'How many were charged?');
    await mustTakeStep(service, ANALYST, 'answerQuery', { id: answered, answer: 'All of them.' });
    const [open, other] = [await ask(first, 'Which towns?'), await ask(first, 'Which days?')];
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }] });
    expect(await whereIs(key)).toEqual([2, 'SUBMITTED', []]);
    const { warnings } = await withdraw({ ...key, version: 2 });
    expect(warnings?.[0]?.message).toMatch(/QUERIED \(it has an open question\)/);
    expect(await whereIs(key)).toEqual([1, 'QUERIED', ['ANSWERED', null, null]]);
    const acceptance = await takeStep(service, COORDINATOR, 'acceptReturn', { ...first });
    expect(acceptance.problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
    await mustTakeStep(service, ANALYST, 'answerQuery', { id: open, answer: 'Two of them.' });
    await mustTakeStep(service, COORDINATOR, 'takeBackQuery', { id: other });
    expect(await whereIs(key)).toEqual([1, 'SIGNED_OFF', ['ANSWERED', 'ANSWERED', 'TAKEN_BACK']]);
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', { ...first });
  });

  it('restores each of a chain as it was when the next one came, and records every step', async () => {
    const { key } = await sent(26);
    await ask({ ...key, version: 1 }, 'Why?');
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }] });
    await ask({ ...key, version: 2 }, 'And why that?');
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 28 }] });
    for (const version of [3, 2]) {
      await withdraw({ ...key, version });
      expect(await whereIs(key)).toEqual([version - 1, 'QUERIED', [null]]);
    }
    // Once more: a reopened question ends again, and is opened again.
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 29 }] });
    await withdraw({ ...key, version: 4 });
    expect(await whereIs(key)).toEqual([1, 'QUERIED', [null]]);
    await withdraw({ ...key, version: 1 });
    expect(await whereIs(key)).toEqual([4, 'WITHDRAWN', []]);
    const recorded = (await entriesOf(service.database)).filter(({ phase }) => phase === key.phase);
    expect(recorded.map(({ action, details }) => `${action} ${JSON.stringify(details['version'])}`).slice(-6)).toEqual([
      'RETURN_WITHDRAWN 2',
      'RETURN_REINSTATED 1',
      'RETURN_SUBMITTED 4',
      'RETURN_WITHDRAWN 4',
      'RETURN_REINSTATED 1',
      'RETURN_WITHDRAWN 1',
    ]);
  });

  it('leaves an acceptance undone in the meantime undone, and the question open', async () => {
    const { key } = await sent(26);
    const first = { ...key, version: 1 };
    await signOff(service, first);
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', { ...first });
    await ask(first, 'Are these all?');
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }], reason: 'One more.' });
    await mustTakeStep(service, COORDINATOR, 'undoAcceptance', { ...first, reason: 'Too early.' });
    await withdraw({ ...key, version: 2 });
    expect(await whereIs(key)).toEqual([1, 'QUERIED', [null]]);
    const { queries } = await currentReturn(service, key);
    await mustTakeStep(service, ANALYST, 'answerQuery', { id: queries[0]?.id, answer: 'Yes.' });
    expect(await whereIs(key)).toEqual([1, 'SIGNED_OFF', ['ANSWERED']]);
  });
});

describe('undoing an acceptance', () => {
  it('restores the state before it, whatever was asked and answered since', async () => {
    const { key } = await sent(26);
    const first = { ...key, version: 1 };
    await signOff(service, first);
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', { ...first });
    const id = await ask(first, 'Are these all?');
    const undo = { ...first, reason: 'Too early.' };
    expect((await takeStep(service, COORDINATOR, 'undoAcceptance', undo)).problems).toMatchObject([
      { code: 'NOT_POSSIBLE_NOW' },
    ]);
    await mustTakeStep(service, ANALYST, 'answerQuery', { id, answer: 'Yes.' });
    await mustTakeStep(service, COORDINATOR, 'undoAcceptance', undo);
    expect(await whereIs(key)).toEqual([1, 'SIGNED_OFF', ['ANSWERED']]);
  });
});

describe('withdrawing a whole return', () => {
  it('is one step that withdraws every version with the reason, and it counts nowhere', async () => {
    const { key } = await sent(26);
    await ask({ ...key, version: 1 }, 'Why?');
    for (const value of [27, 28]) await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value }] });
    await withdraw({ ...key, version: 3 });
    const { warnings } = await withdraw({ ...key, version: 2 }, { wholeReturn: true });
    expect(warnings).toEqual([]);
    expect(await whereIs(key)).toEqual([3, 'WITHDRAWN', []]);
    expect(await totalNow(key.phase)).toBeNull();
    const steps = '{ return(phase: "' + key.phase + '", force: "dorset") { versions { steps { step reason } } } }';
    const { data } = await service.ask<{ return: { versions: { steps: { step: string; reason: string }[] }[] } }>(
      ...([ANALYST, steps] as const),
    );
    expect(data.return.versions.map(({ steps: done }) => done.at(-1))).toEqual(
      [1, 2, 3].map(() => ({ step: 'WITHDRAW', ...REASON })),
    );
    const recorded = (await entriesOf(service.database)).filter(
      ({ phase, action }) => phase === key.phase && action === 'RETURN_WITHDRAWN',
    );
    expect(recorded.map(({ details }) => details['version'])).toEqual([3, 2, 1]);
  });

  it('changes nothing if the rules reject one version, which is named', async () => {
    const { key } = await sent(26);
    await mustTakeStep(service, COORDINATOR, 'acceptReturn', {
      ...key,
      version: 1,
      withoutSignOff: 'Nobody is on duty.',
    });
    await mustSubmit(service, { ...key, figures: [{ measure: 'arrests', value: 27 }], reason: 'One more.' });
    const { problems } = await withdraw({ ...key, version: 2 }, { wholeReturn: true });
    expect(problems).toMatchObject([
      { code: 'NOT_POSSIBLE_NOW', message: expect.stringMatching(/^Version 1 is accepted\..*undone its acceptance/) },
    ]);
    expect(await whereIs(key)).toEqual([2, 'SUBMITTED', []]);
    await mustTakeStep(service, COORDINATOR, 'undoAcceptance', {
      ...key,
      version: 1,
      reason: 'It is of another phase.',
    });
    await withdraw({ ...key, version: 2 }, { wholeReturn: true });
    expect(await whereIs(key)).toEqual([2, 'WITHDRAWN', []]);
  });
});
