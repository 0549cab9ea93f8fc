import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DateTime } from 'luxon';
import { setParticipation } from '../support/database/database-states.js';
import { mustSubmit, amount, codesOf, exactly, mustBeRefused, totalOf, totalsOf } from '../support/api/returns-api.js';
import type { FigureInput, TotalView } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const FIVE = ['avon-and-somerset', 'devon-and-cornwall', 'dorset', 'gloucestershire', 'wiltshire'];
const NOBODY_SAID = { value: null, qualifier: null, lower: 0, upper: null };

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/** Each of the five sends the same figures. */
async function fiveSend(phase: string, figures: readonly FigureInput[]): Promise<void> {
  for (const force of FIVE) {
    await mustSubmit(service, { phase, force, figures });
  }
}

const measuresOf = (totals: readonly TotalView[]): string[] => codesOf(totals.map(({ measure }) => measure));

describe('the measures in totals', () => {
  const phase = 'scorpion-1';

  it('are by default those that the phase asks for and any other that was reported', async () => {
    const { data } = await service.ask<{ phase: { asks: { measure: { code: string } }[] } }>(
      'demo-press',
      '{ phase(code: "scorpion-1") { asks { measure { code } } } }',
    );
    const asked = data.phase.asks.map(({ measure }) => measure.code);
    expect(measuresOf((await totalsOf(service, phase)).totals)).toEqual(asked);
    await mustSubmit(service, {
      phase,
      force: 'dorset',
      notApplicable: ['patrols'],
      figures: [{ measure: 'convictions', value: 1 }],
    });
    const reported = ['convictions', 'patrols'];
    expect(asked).not.toEqual(expect.arrayContaining(reported));
    const dictionary = await service.ask<{ measures: { code: string }[] }>('demo-press', '{ measures { code } }');
    const inOrder = dictionary.data.measures.map(({ code }) => code);
    const expected = inOrder.filter((code) => asked.includes(code) || reported.includes(code));
    expect(measuresOf((await totalsOf(service, phase)).totals)).toEqual(expected);
    expect(measuresOf((await totalsOf(service, phase, null)).totals)).toEqual(expected);
  });

  it.each([
    [[], []],
    [
      ['cash-seized', 'arrests', 'cash-seized'],
      ['arrests', 'cash-seized'],
    ],
    [['officers-and-staff'], ['officers-and-staff']],
  ])("for %j are %j: each once, in the dictionary's order", async (measures, expected) => {
    expect(measuresOf((await totalsOf(service, phase, measures)).totals)).toEqual(expected);
  });

  it('are BAD_USER_INPUT if unknown, with their names', async () => {
    const query = '{ regionalTotals(phase: "scorpion-1", measures: ["arrests", "nope", "Arrests", "cars"]) { asOf } }';
    const { errors } = await service.ask('demo-coordinator', query);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(errors[0]?.message).toBe(
      "Not measures of the dictionary: 'nope', 'Arrests' (did you mean 'arrests'?), 'cars' (did you mean the part 'car' of 'vehicles-seized'?). The query 'measures' lists the codes.",
    );
  });

  it('are named in the error once each, in the order sent', async () => {
    const query = '{ regionalTotals(phase: "scorpion-1", measures: ["z", "arrests", "b", "z", "a", "b"]) { asOf } }';
    const { errors } = await service.ask('demo-coordinator', query);
    expect(errors).toMatchObject([
      {
        message: "Not measures of the dictionary: 'z', 'b', 'a'. The query 'measures' lists the codes.",
        extensions: { code: 'BAD_USER_INPUT' },
      },
    ]);
  });
});

describe('a total', () => {
  const phase = 'scorpion-2';

  it('is null, and never 0, if no force has reported', async () => {
    const { restsOn, coverage, totals } = await totalsOf(service, phase, ['arrests']);
    const nobody = { expected: 5, reported: 0, complete: false, missing: FIVE.map((code) => ({ code })) };
    expect(restsOn).toEqual([]);
    expect(coverage).toEqual({ ...nobody, notHeard: ['btp', 'crimestoppers', 'swrocu'].map((code) => ({ code })) });
    expect(totals.map(amount)).toEqual([NOBODY_SAID]);
    expect(totals[0]?.byForce).toEqual(
      FIVE.map((code) => ({ force: { code }, state: 'NOT_REPORTED', ...NOBODY_SAID })),
    );
  });

  it('includes the five expected forces and any other that reports, by code, with the versions that count', async () => {
    await fiveSend(phase, [{ measure: 'arrests', value: 10 }]);
    await mustSubmit(service, { phase, force: 'swrocu', figures: [{ measure: 'arrests', value: 4 }] });
    await mustSubmit(service, { phase, force: 'dorset', figures: [{ measure: 'arrests', value: 11 }] });
    const { restsOn, coverage, totals } = await totalsOf(service, phase, ['arrests', 'charges']);
    expect(restsOn.map(({ force, version }) => [force.code, version])).toEqual(
      [...FIVE, 'swrocu'].sort().map((code) => [code, code === 'dorset' ? 2 : 1]),
    );
    const reporting = { expected: 5, reported: 5, complete: true, missing: [] };
    expect(coverage).toEqual({ ...reporting, notHeard: [{ code: 'btp' }, { code: 'crimestoppers' }] });
    // Four tens, eleven, and the four of the regional unit.
    expect(amount(totals[0]!)).toEqual(exactly(55));
    expect(totals[0]?.coverage).toEqual(coverage);
    expect(totals[0]?.byForce.map(({ force, value }) => [force.code, value])).toEqual([
      ['avon-and-somerset', 10],
      ['devon-and-cornwall', 10],
      ['dorset', 11],
      ['gloucestershire', 10],
      ['swrocu', 4],
      ['wiltshire', 10],
    ]);
    // A force that is not expected and did not report a measure has no line in it.
    expect(codesOf(totals[1]!.byForce.map(({ force }) => force))).toEqual(FIVE);
    expect(totals[1]?.coverage.reported).toBe(0);
  });

  it('changes with participation: a force that does not take part is neither expected nor missing', async () => {
    const key = { phase: 'scorpion-3', force: 'wiltshire' };
    await setParticipation(service.database, key, 'NOT_TAKING_PART');
    await mustSubmit(service, { ...key, force: 'dorset', nil: ['arrests'] });
    expect(codesOf(await mustBeRefused(service, { ...key, nil: ['arrests'] }))).toEqual(['FORCE_NOT_PARTICIPATING']);
    const { coverage, byForce } = await totalOf(service, key.phase, 'arrests');
    expect({ ...coverage, missing: codesOf(coverage.missing) }).toMatchObject({
      expected: 4,
      reported: 1,
      missing: FIVE.filter((code) => !['dorset', 'wiltshire'].includes(code)),
    });
    expect(codesOf(byForce.map(({ force }) => force))).not.toContain('wiltshire');
  });
});

describe('figures without a number', () => {
  const phase = 'scorpion-4';

  it('are returned in the state in which they were sent', async () => {
    for (const force of FIVE) {
      await mustSubmit(service, {
        phase,
        force,
        nil: ['charges', 'people-safeguarded', 'drugs-weight'],
        notApplicable: ['lines-closed'],
        ...(force === 'dorset' && { nil: ['charges', 'people-safeguarded'] }),
        figures: [
          { measure: 'weapons-seized', qualifier: 'UNQUANTIFIED' },
          ...(force === 'dorset' ? [{ measure: 'drugs-weight', value: 0 }] : []),
          ...(force === 'dorset' ? [{ measure: 'drugs-weight', breakdown: 'heroin', value: 0 }] : []),
        ],
      });
    }
    const measures = ['charges', 'lines-closed', 'weapons-seized', 'drugs-weight', 'arrests'];
    const { totals } = await totalsOf(service, phase, measures);
    const found = Object.fromEntries(totals.map((total) => [total.measure.code, amount(total)]));
    expect(found).toEqual({
      charges: exactly(0),
      'lines-closed': { value: null, qualifier: null, lower: 0, upper: 0 },
      'weapons-seized': { value: null, qualifier: 'UNQUANTIFIED', lower: 0, upper: null },
      'drugs-weight': exactly(0),
      arrests: NOBODY_SAID,
    });
    const reported = Object.fromEntries(totals.map(({ measure, coverage }) => [measure.code, coverage.reported]));
    const all = { charges: 5, 'lines-closed': 5, 'weapons-seized': 5, 'drugs-weight': 5 };
    expect(reported).toEqual({ ...all, arrests: 0 });
  });

  it('of a nil measure have no parts except those sent as 0, which count as 0 for every force', async () => {
    expect((await totalOf(service, phase, 'people-safeguarded')).byBreakdown).toEqual([]);
    const { byBreakdown } = await totalOf(service, phase, 'drugs-weight');
    expect(byBreakdown).toEqual([{ code: 'heroin', name: 'Heroin', ...exactly(0) }]);
  });

  it("for an UNQUANTIFIED part of a SUBSET leave the part's own total without a number", async () => {
    const part = { measure: 'drugs-value', breakdown: 'cocaine', qualifier: 'UNQUANTIFIED' };
    await mustSubmit(service, { phase: 'scorpion-5', force: 'dorset', figures: [part] });
    const { byBreakdown } = await totalOf(service, 'scorpion-5', 'drugs-value');
    expect(byBreakdown.map(amount)).toEqual([{ value: null, qualifier: 'UNQUANTIFIED', lower: 0, upper: null }]);
  });
});

describe('a part of a PARTITION for which no force gave a number', () => {
  const phase = 'scorpion-9';
  const heroin = { measure: 'drugs-weight', breakdown: 'heroin', qualifier: 'UNQUANTIFIED' };
  const cocaine = { measure: 'drugs-weight', breakdown: 'cocaine', value: 5 };
  const NO_NUMBER = { value: null, qualifier: 'UNQUANTIFIED', lower: 0, upper: null };
  const AT_LEAST_NONE = { value: 0, qualifier: 'AT_LEAST', lower: 0, upper: null };
  const partsOf = async (): Promise<Record<string, unknown>> => {
    const { byBreakdown } = await totalOf(service, phase, 'drugs-weight');
    return Object.fromEntries(byBreakdown.map((part) => [part.code, amount(part)]));
  };

  it('has no number, whether or not its measure is reported by another part', async () => {
    await fiveSend(phase, [heroin]);
    expect(await partsOf()).toEqual({ heroin: NO_NUMBER });
    expect(amount(await totalOf(service, phase, 'drugs-weight'))).toEqual(NO_NUMBER);
    await fiveSend(phase, [heroin, cocaine]);
    expect(await partsOf()).toEqual({ heroin: NO_NUMBER, cocaine: exactly(25) });
    expect(amount(await totalOf(service, phase, 'drugs-weight'))).toMatchObject({ value: 25, qualifier: 'AT_LEAST' });
  });

  it('is at least 0 once another force has none of it', async () => {
    await mustSubmit(service, { phase, force: 'wiltshire', nil: ['drugs-weight'] });
    expect(await partsOf()).toEqual({ heroin: AT_LEAST_NONE, cocaine: exactly(20) });
    // In a PARTITION, giving other parts means the same: a part not given is nil.
    await mustSubmit(service, { phase, force: 'wiltshire', figures: [cocaine] });
    expect(await partsOf()).toEqual({ heroin: AT_LEAST_NONE, cocaine: exactly(25) });
  });

  it('has no number beside a force that cannot have it, or has not reported it', async () => {
    await mustSubmit(service, { phase, force: 'wiltshire', notApplicable: ['drugs-weight'] });
    expect(await partsOf()).toEqual({ heroin: NO_NUMBER, cocaine: exactly(20) });
    await mustSubmit(service, { phase, force: 'wiltshire', nil: ['arrests'] });
    expect(await partsOf()).toEqual({
      heroin: NO_NUMBER,
      cocaine: { value: 20, qualifier: 'AT_LEAST', lower: 20, upper: null },
    });
  });
});

describe('exact totals', () => {
  it.each([
    // Five times the largest possible amount; and five times 0.1, which binary fractions cannot add exactly.
    ['cash-seized', null, 999999999999.99, 4999999999999.95],
    ['drugs-weight', 'cocaine', 999999999999.999, 4999999999999.995],
    ['cash-seized', null, 0.1, 0.5],
    ['drugs-weight', 'heroin', 0.001, 0.005],
    ['arrests', null, 999999999999, 4999999999995],
  ])('are five times %s %p of %d: %d', async (measure, breakdown, value, total) => {
    await fiveSend('scorpion-6', [{ measure, breakdown, value }]);
    const found = await totalOf(service, 'scorpion-6', measure);
    expect(amount(found)).toEqual(exactly(total));
    expect(found.byBreakdown.map(amount)).toEqual(breakdown === null ? [] : [exactly(total)]);
  });

  it('add 0.1 and 0.2 to 0.3', async () => {
    const phase = 'viper-2024';
    const parts = [
      { measure: 'drugs-weight', breakdown: 'heroin', value: 0.2 },
      { measure: 'drugs-weight', breakdown: 'cocaine', value: 0.1 },
    ];
    await mustSubmit(service, { phase, force: 'dorset', figures: parts });
    const total = await totalOf(service, phase, 'drugs-weight');
    expect(amount(total)).toEqual(exactly(0.3));
    // In the dictionary's order, not in the order in which they were sent.
    expect(codesOf(total.byBreakdown)).toEqual(['cocaine', 'heroin']);
  });
});

describe('a new version', () => {
  const key = { phase: 'scorpion-7', force: 'dorset' };

  it('replaces the previous one, parts and all', async () => {
    await mustSubmit(service, {
      ...key,
      nil: ['arrests'],
      figures: [
        { measure: 'drugs-weight', breakdown: 'cocaine', value: 5 },
        { measure: 'people-safeguarded', value: 3 },
      ],
    });
    await mustSubmit(service, { ...key, figures: [{ measure: 'drugs-weight', breakdown: 'heroin', value: 2 }] });
    const { totals } = await totalsOf(service, key.phase, ['arrests', 'drugs-weight', 'people-safeguarded']);
    expect(totals.map(amount)).toEqual([
      NOBODY_SAID,
      { value: 2, qualifier: 'AT_LEAST', lower: 2, upper: null },
      NOBODY_SAID,
    ]);
    expect(codesOf(totals[1]!.byBreakdown)).toEqual(['heroin']);
  });

  it('moves asOf to its submission; reading, a rejection, a repeat and another phase do not', async () => {
    const sent = { ...key, nil: ['arrests'], idempotencyKey: 'once' };
    const earlier = (await totalsOf(service, key.phase)).asOf;
    const { submittedAt } = (await mustSubmit(service, sent)).return;
    const { asOf, restsOn } = await totalsOf(service, key.phase);
    expect([asOf, restsOn[0]?.submittedAt]).toEqual([submittedAt, submittedAt]);
    expect(asOf > earlier).toBe(true);
    await mustBeRefused(service, { ...key, nil: ['nope'] });
    await mustSubmit(service, sent);
    await mustSubmit(service, { ...key, phase: 'scorpion-8', nil: ['arrests'] });
    expect((await totalsOf(service, key.phase)).asOf).toBe(asOf);
  });
});

describe('totals as of a day', () => {
  const asked = 'regionalTotals(phase: "scorpion-6", measures: [], asOf: $asOf) { asOf }';
  type AsOf = { regionalTotals: { asOf: string } } | null;

  // These days are before everything that was recorded, so the answer repeats the instant.
  it.each([
    ['2021-03-27', '2021-03-27T23:59:59.999Z'],
    ['2021-03-28', '2021-03-28T22:59:59.999Z'],
    ['2021-06-30', '2021-06-30T22:59:59.999Z'],
    ['2021-10-30', '2021-10-30T22:59:59.999Z'],
    ['2021-10-31', '2021-10-31T23:59:59.999Z'],
  ])('are as of its last instant in London: of %s at %s', async (day, instant) => {
    const wanted = { data: { regionalTotals: { asOf: instant } }, errors: [] };
    const variable = `query ($asOf: DateTime) { ${asked} }`;
    const literal = `{ ${asked.replace('$asOf', `"${day}"`)} }`;
    // Each twice: the second answer comes from the cache.
    for (const [query, variables] of [
      [variable, { asOf: day }],
      [literal, {}],
      [variable, { asOf: day }],
      [literal, {}],
    ] as const)
      expect(await service.ask<AsOf>('demo-pcc-dorset', query, variables)).toMatchObject(wanted);
    expect(await service.ask<AsOf>('demo-pcc-dorset', variable, { asOf: instant })).toMatchObject(wanted);
  });

  it('are BAD_USER_INPUT for a day that has not ended, and the message says what a day means', async () => {
    const today = DateTime.now().setZone('Europe/London');
    for (const day of [today.plus({ days: 1 }), today.plus({ years: 1 })].map((one) => one.toFormat('yyyy-MM-dd'))) {
      const { errors } = await service.ask<AsOf>('demo-pcc-dorset', `query ($asOf: DateTime) { ${asked} }`, {
        asOf: day,
      });
      expect(errors).toMatchObject([
        { extensions: { code: 'BAD_USER_INPUT' }, message: expect.stringContaining('a day means its last instant') },
      ]);
    }
  });
});
