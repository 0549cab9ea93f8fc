import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { define } from '../support/api/dictionary-api.js';
import {
  mustSubmit,
  codesOf,
  mustBeRefused,
  type Submitted,
  type FigureInput,
  type Problem,
} from '../support/api/returns-api.js';
import { signOffAndAccept } from '../support/api/return-steps.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const WITHDRAW = `mutation ($phase: ID!, $force: ID!) {
  withdrawReturn(phase: $phase, force: $force, version: 1, reason: "It is of another phase.") { __typename } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/** The problems of a draft. */
async function draftProblems(input: object): Promise<readonly Problem[]> {
  const save = `mutation ($input: SubmitReturnInput!) { saveDraft(input: $input) {
    ... on DraftSaved { problems { code severity measure breakdown message } } } }`;
  const token = 'demo-analyst-swrocu';
  const { data } = await service.ask<{ saveDraft: { problems: readonly Problem[] } }>(token, save, { input });
  return data.saveDraft.problems;
}

const arrests = (value: number, given: Partial<FigureInput> = {}): FigureInput => ({
  measure: 'arrests',
  value,
  ...given,
});

async function send(force: string, phase: number, ...figures: readonly FigureInput[]): Promise<Submitted> {
  return mustSubmit(service, { phase: `scorpion-${phase}`, force, figures });
}

const unusual = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ code }) => code === 'UNUSUAL_VALUE');

describe("a force's own history", () => {
  const force = 'wiltshire';

  it('is not evaluated in its first four phases, and decides from the fifth on', async () => {
    const problems: unknown[] = [];
    for (const [place, value] of [20, 22, 19, 200, 210].entries()) {
      const { warnings, notEvaluated } = await send(force, place + 1, arrests(value));
      problems.push([codesOf(warnings), notEvaluated.map(({ severity, measure }) => [severity, measure])]);
    }
    const open = [[], [['NOT_EVALUATED', 'arrests']]];
    expect(problems).toEqual([open, open, open, open, [['UNUSUAL_VALUE'], []]]);
  });

  it('has its result stored with the version, both what is unusual and what was not evaluated', async () => {
    const rows = await service.database.asOwner<{ phase: string; severities: string[] }>(
      `SELECT phase, ARRAY(SELECT p ->> 'severity' FROM jsonb_array_elements(problems) p) AS severities FROM return_versions
       WHERE force = 'wiltshire' AND phase IN ('scorpion-4', 'scorpion-5') ORDER BY phase`,
    );
    expect(rows.map(({ severities }) => severities)).toEqual([['NOT_EVALUATED'], ['WARNING']]);
  });

  it('includes only earlier phases of this operation, and the newest version of each', async () => {
    await send(force, 4, arrests(21));
    // The newest version of phase 4 is 21 now; the figure of phase 5 counts for phase 6, not for phase 2.
    expect(unusual((await send(force, 6, arrests(30))).warnings)).toEqual([]);
    expect((await send(force, 2, arrests(22))).notEvaluated).toMatchObject([
      { measure: 'arrests', message: expect.stringContaining('1 earlier phase of the operation') },
    ]);
    // Only Dorset takes part in Viper, between phases of Scorpion.
    for (const phase of [1, 2, 3]) await send('dorset', phase, arrests(10 + phase));
    await mustSubmit(service, { phase: 'viper-2024', force: 'dorset', figures: [arrests(12)] });
    expect((await send('dorset', 12, arrests(400))).notEvaluated).toMatchObject([
      { message: expect.stringContaining('3 earlier phases') },
    ]);
  });

  it('gives the same warning again if the same return is sent again', async () => {
    const input = { phase: 'scorpion-3', force, figures: [arrests(20)], idempotencyKey: 'once' };
    const first = await mustSubmit(service, input);
    expect(first.notEvaluated).toHaveLength(1);
    expect(await mustSubmit(service, input)).toEqual(first);
  });

  it('excludes figures that were counted under another definition', async () => {
    for (const phase of [1, 2, 3, 4]) await send('gloucestershire', phase, { measure: 'patrols', value: 50 + phase });
    const five = { measure: 'patrols', value: 900 };
    expect(unusual((await send('gloucestershire', 5, five)).warnings)).toHaveLength(1);
    const patrols = { code: 'patrols', name: 'Additional patrols', category: 'ENGAGEMENT', unit: 'COUNT' };
    const version = { ...patrols, definition: 'Patrols of two officers.', validFrom: '2026-01-01' };
    expect(await define(service, version)).toMatchObject({ measure: { version: 2 } });
    await service.database.asOwner(
      `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status)
       VALUES ('scorpion-14', 'scorpion', 'Operation Scorpion 14', '2026-02-02', '2026-02-08', 'DAY', 'OPEN')`,
    );
    await service.database.asOwner(
      `INSERT INTO participations VALUES ('scorpion-14', 'gloucestershire', 'TAKING_PART')`,
    );
    const { warnings, notEvaluated } = await send('gloucestershire', 14, five);
    expect(unusual(warnings)).toEqual([]);
    expect(notEvaluated).toMatchObject([{ message: expect.stringContaining('no earlier phases') }]);
  });

  it('excludes withdrawn returns', async () => {
    await service.ask('demo-analyst-dorset', WITHDRAW, { phase: 'scorpion-3', force: 'dorset' });
    expect((await send('dorset', 12, arrests(390))).notEvaluated).toMatchObject([
      { message: expect.stringContaining('2 earlier phases') },
    ]);
  });
});

describe('what other forces have reported for the phase', () => {
  const phase = 10;
  const OTHERS = ['wiltshire', 'dorset', 'gloucestershire', 'avon-and-somerset'];
  const swrocu = { phase: 'scorpion-10', force: 'swrocu', figures: [{ measure: 'bank-accounts-frozen', value: 4321 }] };
  const frozen = (value: number): FigureInput => ({ measure: 'bank-accounts-frozen', value });
  const REVERSED = { from: '2025-10-10', to: '2025-10-01' };

  it('affects no answer before the region has accepted it: sent, rejected or saved as a draft', async () => {
    for (const [place, other] of OTHERS.entries()) await send(other, phase, frozen(11 + place));
    expect(unusual((await mustSubmit(service, { ...swrocu, force: 'btp' })).warnings)).toEqual([]);
    expect(
      unusual((await mustSubmit(service, { ...swrocu, force: 'crimestoppers' }, 'demo-coordinator')).warnings),
    ).toEqual([]);
    expect(codesOf(await mustBeRefused(service, { ...swrocu, window: REVERSED }))).toEqual(['WINDOW_REVERSED']);
    expect(unusual(await draftProblems(swrocu)).map(({ severity }) => severity)).toEqual(['NOT_EVALUATED']);
  });

  it('is compared once four others are accepted: sent, rejected, saved as a draft or entered by the coordinator', async () => {
    for (const force of OTHERS) {
      await signOffAndAccept(service, { phase: 'scorpion-10', force, version: 1 });
    }
    const { warnings, notEvaluated } = await mustSubmit(service, swrocu);
    expect(notEvaluated).toEqual([]);
    const [found] = unusual(warnings);
    expect(found).toMatchObject({ severity: 'WARNING', measure: 'bank-accounts-frozen' });
    expect(found?.message).toContain('far above the accepted figures of other forces');
    // Its own number, and no other.
    expect(found?.message.match(/\d[\d,]*/g)).toEqual(['4,321']);
    const again = { ...swrocu, reason: 'Once more.' };
    const answers = [
      await mustBeRefused(service, { ...again, window: REVERSED }),
      await draftProblems(again),
      (await mustSubmit(service, again, 'demo-coordinator')).warnings,
    ];
    for (const problems of answers) expect(unusual(problems)).toEqual([found]);
  });

  it('excludes what they have sent since: corrections that have not been accepted', async () => {
    for (const force of OTHERS) {
      await mustSubmit(service, { phase: 'scorpion-10', force, figures: [frozen(4300)], reason: 'Recounted.' });
    }
    expect(unusual((await mustSubmit(service, swrocu)).warnings)).toHaveLength(1);
  });
});

describe('a 0 after a steady history', () => {
  const key = { phase: 'scorpion-9', force: 'swrocu' };
  const arrestsOf = (problems: readonly Problem[]): unknown[] =>
    unusual(problems).flatMap(({ severity, measure }) => (measure === 'arrests' ? [severity] : []));

  it.each([
    ['0', { figures: [arrests(0)] }],
    ['nil', { nil: ['arrests'] }],
    ['othersNil', { figures: [{ measure: 'charges', value: 4 }], othersNil: true }],
  ])('is unusual, given as %s', async (_, given) => {
    for (const [place, value] of [21, 24, 19, 22].entries()) {
      await mustSubmit(service, { ...key, phase: `scorpion-${place + 1}`, figures: [arrests(value)] });
    }
    expect(arrestsOf((await mustSubmit(service, { ...key, ...given })).warnings)).toEqual(['WARNING']);
  });

  it('made by othersNil is reported once if nothing could be checked', async () => {
    const { notEvaluated } = await mustSubmit(service, {
      phase: 'scorpion-1',
      force: 'crimestoppers',
      othersNil: true,
    });
    expect(notEvaluated).toMatchObject([{ code: 'UNUSUAL_VALUE', measure: null }]);
    expect(notEvaluated[0]?.message).toContain('arrests, ');
  });
});

describe('one acknowledgement', () => {
  it('covers several measures, and its reason is shown beside each of their warnings', async () => {
    const force = 'btp';
    const measures = ['arrests', 'charges'];
    for (const phase of [1, 2, 3, 4])
      await send(force, phase, ...measures.map((measure) => ({ measure, value: 20 + phase })));
    const { return: sent } = await mustSubmit(service, { phase: 'scorpion-5', force, nil: measures });
    const SIGN_OFF = `mutation ($version: Int!) { signOffReturn(phase: "scorpion-5", force: "btp", version: $version,
      acknowledgements: [{ code: UNUSUAL_VALUE, reason: "A search only: nobody was arrested." }]) {
      ... on ReturnChanged { return { status acknowledgements { code measure breakdown reason } } } } }`;
    const { data } = await service.ask<{ signOffReturn: unknown }>('demo-approver-btp', SIGN_OFF, sent);
    const reason = 'A search only: nobody was arrested.';
    expect(data.signOffReturn).toEqual({
      return: {
        status: 'SIGNED_OFF',
        acknowledgements: measures.map((measure) => ({ code: 'UNUSUAL_VALUE', measure, breakdown: null, reason })),
      },
    });
  });
});

describe('a submission', () => {
  it('costs as many statements with sixty measures and a history as with one figure and none', async () => {
    const { data } = await service.ask<{ measures: { code: string; unit: string }[] }>(
      'demo-press',
      '{ measures(first: 100) { code unit } }',
    );
    const figures = data.measures.map(({ code }) => ({ measure: code, value: 7 }));
    expect(figures.length).toBeGreaterThan(45);
    // Reference data is read once, by whichever comes first.
    for (const phase of [1, 2, 3, 4, 5, 6]) await send('devon-and-cornwall', phase, arrests(8));
    const one = await countStatements(() => send('devon-and-cornwall', 1, arrests(7)));
    for (const phase of [2, 3, 4, 5]) await send('devon-and-cornwall', phase, ...figures);
    expect(await countStatements(() => send('devon-and-cornwall', 6, ...figures))).toBe(one);
  });
});
