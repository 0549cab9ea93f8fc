import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  acceptedPhase,
  FIVE_FORCES,
  sendAcceptedWithoutSignOff,
  WITHOUT_SIGN_OFF,
} from '../support/api/accepted-phases.js';
import { hold, JUST_BEFORE, LONG_BEFORE, MINUTE } from '../support/api/embargo-paths.js';
import { mustSucceed } from '../support/api/phases-api.js';
import { mustPublish, publish, readRelease } from '../support/api/releases-api.js';
import { mustSubmit, type FigureInput } from '../support/api/returns-api.js';
import { setEmbargoClock } from '../support/database/embargo-clock.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * What a release must not give away beside what it says: figures of versions that never came out, figures withheld since,
 * and numbers of people by age that can be subtracted. And what must stay as it was: totals that are out.
 */

const COORDINATOR = 'demo-coordinator';
const REVISION = { kind: 'REVISION', note: 'More came in.', acknowledgements: [WITHOUT_SIGN_OFF] };

let service: TestService;
let phases = 0;

beforeAll(async () => {
  service = await startTestService();
});

afterEach(async () => {
  await setEmbargoClock(service.database, null);
});

afterAll(async () => {
  await service.stop();
});

async function phaseOf(given: { totalsHeldBack?: boolean; figures?: FigureInput[] } = {}): Promise<string> {
  phases += 1;
  const phase = `told-${phases}`;
  await acceptedPhase(service, phase, given);
  return phase;
}

const correct = async (phase: string, force: string, figures: FigureInput[]): Promise<void> =>
  sendAcceptedWithoutSignOff(service, { phase, force, figures, reason: 'Corrected.' });

const arrests = (value: number): FigureInput[] => [{ measure: 'arrests', value }];

async function coordinate(mutation: string): Promise<string[]> {
  const { data, errors } = await service.ask<{ done: { problems?: { code: string }[] } | null } | null>(
    COORDINATOR,
    `mutation { done: ${mutation} { ... on Rejection { problems { code } } } }`,
  );
  expect(errors).toEqual([]);
  return data?.done?.problems?.map(({ code }) => code) ?? [];
}

const withdraw = async (phase: string, version: number): Promise<string[]> =>
  coordinate(`withdrawRelease(phase: "${phase}", version: ${version}, reason: "Wrong.")`);

const bringForward = async (phase: string, version: number): Promise<string[]> =>
  coordinate(`bringReleaseForward(phase: "${phase}", version: ${version}, reason: "It has leaked.")`);

describe('the changes of a release', () => {
  /** Version 1 is out with 130 arrests; version 2 with 881 is held; now there are 129. */
  async function secondHeld(): Promise<string> {
    const phase = await phaseOf();
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await mustSucceed(service, 'changePhase', { input: { phase, totalsHeldBack: true } });
    await correct(phase, 'dorset', arrests(777));
    await setEmbargoClock(service.database, LONG_BEFORE);
    await hold(service, phase, { ...REVISION, namedReaders: ['demo-pcc-wiltshire'] });
    await correct(phase, 'dorset', arrests(25));
    return phase;
  }

  it('compare with what is out, and never with a version under embargo, also if that is withdrawn later', async () => {
    const phase = await secondHeld();
    await hold(service, phase, { ...REVISION, namedReaders: ['demo-press'] });
    const third = await readRelease(service, 'demo-press', phase, 3);
    expect(third?.changes).toMatchObject([
      { force: null, from: { value: 130 }, to: { value: 129 } },
      { force: { code: 'dorset' }, from: { value: 26 }, to: { value: 25 } },
    ]);
    expect(JSON.stringify(third)).not.toMatch(/777|881/);
    await withdraw(phase, 2);
    await setEmbargoClock(service.database, MINUTE);
    expect((await readRelease(service, 'demo-pcc-dorset', phase))?.changes).toEqual(third?.changes);
  });

  it('compare with the version under embargo that comes out with them', async () => {
    const phase = await secondHeld();
    const { changes } = await mustPublish(service, { phase, ...REVISION });
    expect(changes[0]).toMatchObject({ force: null, from: { value: 881 }, to: { value: 129 } });
    expect(await readRelease(service, 'demo-pcc-dorset', phase, 2)).toMatchObject({ status: 'SUPERSEDED' });
  });

  it('of a draft do not show a version under embargo to the people named for the draft', async () => {
    const phase = await secondHeld();
    expect(await coordinate(`prepareRelease(phase: "${phase}", namedReaders: ["demo-press"])`)).toEqual([]);
    const { data } = await service.ask(
      'demo-press',
      `{ releaseDraft(phase: "${phase}") { changesSince changes { from { value } to { value } } } }`,
    );
    expect(data).toMatchObject({ releaseDraft: { changesSince: 1, changes: [{ from: { value: 130 } }, {}] } });
  });
});

describe('the newest release', () => {
  it('is not one that was withdrawn under embargo, for anybody', async () => {
    const phase = await phaseOf();
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await mustSucceed(service, 'changePhase', { input: { phase, totalsHeldBack: true } });
    await setEmbargoClock(service.database, LONG_BEFORE);
    await hold(service, phase, { ...REVISION, namedReaders: ['demo-press'] });
    expect(await readRelease(service, 'demo-press', phase)).toMatchObject({
      version: 2,
      status: 'HELD',
      headlines: expect.arrayContaining([expect.objectContaining({ status: 'HELD' })]),
    });
    await withdraw(phase, 2);
    for (const token of ['demo-press', 'demo-pcc-dorset', COORDINATOR]) {
      expect(await readRelease(service, token, phase)).toMatchObject({ version: 1, status: 'PUBLISHED' });
    }
    expect(await readRelease(service, 'demo-press', phase, 2)).toMatchObject({ status: 'WITHDRAWN', totals: [] });
  });

  it('does not come out later than the one under embargo that it is to replace', async () => {
    const phase = await phaseOf({ totalsHeldBack: true });
    await setEmbargoClock(service.database, LONG_BEFORE);
    await hold(service, phase);
    const embargoUntil = new Date(MINUTE.getTime() + 1).toISOString();
    const { problems } = await publish(service, { phase, ...REVISION, embargoUntil });
    expect(problems).toMatchObject([{ code: 'EMBARGO_NOT_POSSIBLE' }, {}]);
  });
});

describe('totals that came out at the end of an embargo', () => {
  it.each([
    ['at its minute', false],
    ['early', true],
  ])('stay readable if the release is withdrawn: one that came out %s', async (_, isEarly) => {
    const phase = await phaseOf({ totalsHeldBack: true });
    await setEmbargoClock(service.database, LONG_BEFORE);
    await hold(service, phase);
    if (isEarly) expect(await bringForward(phase, 1)).toEqual([]);
    else await setEmbargoClock(service.database, MINUTE);
    const total = async (): Promise<unknown> =>
      (
        await service.ask(
          'demo-pcc-dorset',
          `{ regionalTotals(phase: "${phase}", measures: ["arrests"]) { totals { value } } }`,
        )
      ).data;
    const before = await total();
    expect(before).toEqual({ regionalTotals: { totals: [{ value: 130 }] } });
    await withdraw(phase, 1);
    expect(await total()).toEqual(before);
  });
});

describe('figures that are withheld after they were prepared or published under embargo', () => {
  const WITHHELD = [{ measure: 'arrests', value: 99, withheldUntil: MINUTE.toISOString() }];

  it('are not accepted before the release is withdrawn, because it would come out with them', async () => {
    const phase = await phaseOf({ totalsHeldBack: true });
    await hold(service, phase);
    const input = { phase, force: 'dorset', figures: WITHHELD, reason: 'A live job.' };
    const { version } = (await mustSubmit(service, input)).return;
    const accept = async (): Promise<string[]> =>
      coordinate(`acceptReturn(phase: "${phase}", force: "dorset", version: ${version}, withoutSignOff: "Urgent.")`);
    expect(await accept()).toEqual(['NOT_POSSIBLE_NOW']);
    await withdraw(phase, 1);
    expect(await accept()).toEqual([]);
    // What is withheld already is in no release, so another version that withholds it changes nothing.
    await hold(service, phase, REVISION);
    const again = await mustSubmit(service, { ...input, figures: [...WITHHELD, { measure: 'charges', value: 3 }] });
    const { version: next } = again.return;
    expect(
      await coordinate(`acceptReturn(phase: "${phase}", force: "dorset", version: ${next}, withoutSignOff: "Urgent.")`),
    ).toEqual([]);
  });

  it('are no longer in a draft for the people named for it', async () => {
    const phase = await phaseOf();
    const arrestsIn = async (): Promise<number | null | undefined> => {
      const { data } = await service.ask<{ releaseDraft: { headlines: { value: number }[] } | null }>(
        'demo-press',
        `{ releaseDraft(phase: "${phase}") { headlines { value } } }`,
      );
      return data.releaseDraft === null ? null : data.releaseDraft.headlines[0]?.value;
    };
    await coordinate(`prepareRelease(phase: "${phase}", namedReaders: ["demo-press"])`);
    expect(await arrestsIn()).toBe(130);
    await correct(phase, 'dorset', WITHHELD);
    expect(await arrestsIn()).toBeNull();
    await coordinate(`prepareRelease(phase: "${phase}", namedReaders: ["demo-press"])`);
    expect(await arrestsIn()).toBe(104);
  });
});

describe('people by age', () => {
  /** A phase in which each force safeguarded this many adults and children; null: not given; 'SOME': no number. */
  async function safeguarded(children: readonly (number | null | 'SOME')[]): Promise<string> {
    const phase = await phaseOf();
    for (const [place, force] of FIVE_FORCES.entries()) {
      const child = children[place] ?? null;
      const people = { measure: 'people-safeguarded' };
      await correct(phase, force, [
        ...arrests(26),
        { ...people, value: 9 },
        { ...people, breakdown: 'adult', value: 9 - (typeof child === 'number' ? child : 0) },
        ...(child === null ? [] : [{ ...people, breakdown: 'child', ...amountOf(child) }]),
      ]);
    }
    return phase;
  }

  const amountOf = (child: number | 'SOME'): Pick<FigureInput, 'value' | 'qualifier'> =>
    child === 'SOME' ? { qualifier: 'UNQUANTIFIED' } : { value: child };

  const ageGroupsOf = async (phase: string, acknowledgements: object[]): Promise<[unknown[], string[]]> => {
    const { totals, headlines } = await mustPublish(service, { phase, acknowledgements });
    const people = totals.find(({ measure }) => measure.code === 'people-safeguarded');
    const byAge = headlines.map(({ sentence }) => sentence).filter((sentence) => /adult|child/.test(sentence));
    return [(people?.byBreakdown ?? []).map(({ code, value }) => [code, value]), byAge];
  };

  it('are in a release if two forces gave each, and in a headline if those reach the floor', async () => {
    expect(await ageGroupsOf(await safeguarded([3, 4, null, null, null]), [WITHOUT_SIGN_OFF])).toEqual([
      [
        ['adult', 38],
        ['child', 7],
      ],
      ['38 adults were safeguarded across the region.'],
    ]);
    expect((await ageGroupsOf(await safeguarded([3, 4, 5, null, null]), [WITHOUT_SIGN_OFF]))[1]).toEqual([
      '33 adults were safeguarded across the region.',
      'At least 12 children were safeguarded across the region, with three of the five forces reporting.',
    ]);
  });

  it.each([
    ['one force gave children', [3, null, null, null, null]],
    ['one force gave children, and the others none', [3, 0, 0, 0, 0]],
    ['one force gave a number of children, and another no number', [3, 'SOME', 0, 0, 0]],
  ] as const)('are left out of a release, adults too, if %s: they could be subtracted', async (_, children) => {
    expect(await ageGroupsOf(await safeguarded(children), [WITHOUT_SIGN_OFF])).toEqual([[], []]);
  });

  it('want a reason if there are one or two children, also if these are left out', async () => {
    const phase = await safeguarded([1, null, null, null, null]);
    const { problems } = await publish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    expect(problems).toMatchObject([{ code: 'REASON_REQUIRED' }, {}, { code: 'CHILD_CELL_BELOW_3' }]);
  });

  it('want a reason if one or two children more are counted than before', async () => {
    const phase = await safeguarded([3, 4, null, null, null]);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    await correct(phase, 'dorset', [
      ...arrests(26),
      { measure: 'people-safeguarded', value: 9 },
      { measure: 'people-safeguarded', breakdown: 'adult', value: 8 },
      { measure: 'people-safeguarded', breakdown: 'child', value: 1 },
    ]);
    const { problems } = await publish(service, { phase, ...REVISION });
    expect(problems).toMatchObject([
      { code: 'REASON_REQUIRED' },
      {},
      { code: 'CHILD_CELL_BELOW_3', message: expect.stringContaining('from 7 to 8') },
      { code: 'AGE_GROUPS_OF_ONE_FORCE' },
    ]);
  });

  it('are pointed out if one force alone makes the difference to the release before, by its split too', async () => {
    const phase = await safeguarded([3, 4, 5, null, null]);
    await mustPublish(service, { phase, acknowledgements: [WITHOUT_SIGN_OFF] });
    const split = (child: number): FigureInput[] => [
      ...arrests(26),
      { measure: 'people-safeguarded', value: 9 },
      { measure: 'people-safeguarded', breakdown: 'adult', value: 9 - child },
      { measure: 'people-safeguarded', breakdown: 'child', value: child },
    ];
    const codes = async (): Promise<string[]> => {
      const query = `{ releaseDraft(phase: "${phase}") { problems { code } } }`;
      const { data } = await service.ask<{ releaseDraft: { problems: { code: string }[] } }>('demo-coordinator', query);
      return data.releaseDraft.problems.map(({ code }) => code);
    };
    await correct(phase, 'avon-and-somerset', split(8));
    expect(await codes()).toContain('AGE_GROUPS_OF_ONE_FORCE');
    await correct(phase, 'dorset', split(9));
    expect(await codes()).not.toContain('AGE_GROUPS_OF_ONE_FORCE');
  });
});

describe('a release under embargo', () => {
  it('is brought forward in a pre-election period with a reason only', async () => {
    const phase = await phaseOf({ totalsHeldBack: true });
    await setEmbargoClock(service.database, LONG_BEFORE);
    await hold(service, phase);
    const periods = (list: string): Promise<string[]> => coordinate(`setPreElectionPeriods(periods: [${list}])`);
    await periods('{ name: "Local", from: "2027-03-01", until: "2027-03-05" }');
    const early = `bringReleaseForward(phase: "${phase}", version: 1`;
    expect(await coordinate(`${early})`)).toEqual(['REASON_REQUIRED']);
    await setEmbargoClock(service.database, JUST_BEFORE);
    expect(await coordinate(`${early})`)).toEqual([]);
    await periods('');
  });
});
