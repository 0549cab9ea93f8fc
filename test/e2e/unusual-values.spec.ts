import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { define } from '../support/dictionary-api.js';
import { accept, codesOf, reject, type Accepted, type FigureInput, type Problem } from '../support/returns-api.js';
import { countStatements } from '../support/statement-count.js';
import { startTestService, type TestService } from '../support/test-service.js';

const WITHDRAW = `mutation ($phase: ID!, $force: ID!) {
  withdrawReturn(phase: $phase, force: $force, version: 1, reason: "It is of another phase.") { __typename } }`;

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

const arrests = (value: number, given: Partial<FigureInput> = {}): FigureInput => ({
  ...{ measure: 'arrests', value, ...given },
});

async function send(force: string, phase: number, ...figures: readonly FigureInput[]): Promise<Accepted> {
  return accept(service, { phase: `scorpion-${phase}`, force, figures });
}

const unusual = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ code }) => code === 'UNUSUAL_VALUE');

describe("a force's own history", () => {
  const force = 'wiltshire';

  it('is not evaluated in its first four phases, and decides from the fifth on', async () => {
    const told: unknown[] = [];
    for (const [place, value] of [20, 22, 19, 200, 210].entries()) {
      const { warnings, notEvaluated } = await send(force, place + 1, arrests(value));
      told.push([codesOf(warnings), notEvaluated.map(({ severity, measure }) => [severity, measure])]);
    }
    const open = [[], [['NOT_EVALUATED', 'arrests']]];
    expect(told).toEqual([open, open, open, open, [['UNUSUAL_VALUE'], []]]);
  });

  it('is stored with the version, both what is unusual and what was not evaluated', async () => {
    const rows = await service.database.asOwner<{ phase: string; told: string[] }>(
      `SELECT phase, ARRAY(SELECT p ->> 'severity' FROM jsonb_array_elements(problems) p) AS told FROM return_versions
       WHERE force = 'wiltshire' AND phase IN ('scorpion-4', 'scorpion-5') ORDER BY phase`,
    );
    expect(rows.map(({ told }) => told)).toEqual([['NOT_EVALUATED'], ['WARNING']]);
  });

  it('is that of earlier phases only, of this operation, and of the newest version of each', async () => {
    await send(force, 4, arrests(21));
    // The newest version of phase 4 is 21 now; what phase 5 said counts for phase 6, not for phase 2.
    expect(unusual((await send(force, 6, arrests(30))).warnings)).toEqual([]);
    expect((await send(force, 2, arrests(22))).notEvaluated).toMatchObject([
      { measure: 'arrests', message: expect.stringContaining('1 earlier phase of the operation') },
    ]);
    // Dorset alone takes part in Viper, between phases of Scorpion.
    for (const phase of [1, 2, 3]) await send('dorset', phase, arrests(10 + phase));
    await accept(service, { phase: 'viper-2024', force: 'dorset', figures: [arrests(12)] });
    expect((await send('dorset', 12, arrests(400))).notEvaluated).toMatchObject([
      { message: expect.stringContaining('3 earlier phases') },
    ]);
  });

  it('is told the same to who sends the same again', async () => {
    const input = { phase: 'scorpion-3', force, figures: [arrests(20)], idempotencyKey: 'once' };
    const first = await accept(service, input);
    expect(first.notEvaluated).toHaveLength(1);
    expect(await accept(service, input)).toEqual(first);
  });

  it('is none of figures that were counted under another definition', async () => {
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

  it('has nothing of what was withdrawn', async () => {
    await service.ask('demo-analyst-dorset', WITHDRAW, { phase: 'scorpion-3', force: 'dorset' });
    expect((await send('dorset', 12, arrests(390))).notEvaluated).toMatchObject([
      { message: expect.stringContaining('2 earlier phases') },
    ]);
  });
});

describe('what other forces have reported for the phase', () => {
  const phase = 10;
  const swrocu = { phase: 'scorpion-10', force: 'swrocu', figures: [{ measure: 'bank-accounts-frozen', value: 4321 }] };
  const frozen = (value: number): FigureInput => ({ measure: 'bank-accounts-frozen', value });

  it('decides where four others have the figure, and is not told', async () => {
    for (const [place, other] of ['wiltshire', 'dorset', 'gloucestershire'].entries()) {
      await send(other, phase, frozen(11 + place));
    }
    expect(unusual((await accept(service, swrocu)).warnings)).toEqual([]);
    await send('avon-and-somerset', phase, frozen(17));
    const { warnings, notEvaluated } = await accept(service, swrocu);
    expect(notEvaluated).toEqual([]);
    const [found] = unusual(warnings);
    expect(found).toMatchObject({ severity: 'WARNING', measure: 'bank-accounts-frozen' });
    expect(found?.message).toContain('far above what other forces have reported');
    // Its own number, how many phases it has, and no other.
    expect(found?.message.match(/\d[\d,]*/g)).toEqual(['4,321']);
  });

  it('cannot be found out by sending what is refused', async () => {
    for (const refused of [{ expectedVersion: 99 }, { nil: ['nothing-like-it'] }]) {
      const problems = await reject(service, { ...swrocu, ...refused });
      expect(unusual(problems)).toEqual([]);
    }
  });

  it('decides for the coordinator who sends on behalf, too', async () => {
    const { warnings } = await accept(service, { ...swrocu, reason: 'By phone.' }, 'demo-coordinator');
    expect(unusual(warnings)).toHaveLength(1);
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
    // What reference data says is read once, whoever comes first.
    for (const phase of [1, 2, 3, 4, 5, 6]) await send('devon-and-cornwall', phase, arrests(8));
    const one = await countStatements(() => send('devon-and-cornwall', 1, arrests(7)));
    for (const phase of [2, 3, 4, 5]) await send('devon-and-cornwall', phase, ...figures);
    expect(await countStatements(() => send('devon-and-cornwall', 6, ...figures))).toBe(one);
  });
});
