import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median as medianOf, medianAbsoluteDeviation } from 'simple-statistics';
import { aContext, aReturn, SEEDED, sent } from '../../../test/support/return-samples.js';
import { Decimal } from '../../common/decimal.js';
import type { Problem } from '../../common/problem.js';
import type { FigureEntry, ReturnContext } from './entry.js';
import { placeKey, type PlaceHistory, type Spread } from './history.js';
import { readReturn } from './whole-return.js';

const spreadOf = (values: readonly number[]): Spread => ({
  median: new Decimal(medianOf([...values])),
  deviation: new Decimal(medianAbsoluteDeviation([...values])),
});
const placeOf = (values: readonly number[], last: number | null): PlaceHistory => ({
  ...spreadOf(values),
  ...{ phases: values.length, least: new Decimal(Math.min(...values)), most: new Decimal(Math.max(...values)) },
  last: last === null ? null : new Decimal(last),
});

type Before = Readonly<Record<string, readonly number[]>>;

/** What the force had before, by measure or `measure part`; the first value is that of its last phase. */
function having(before: Before): ReturnContext['history'] {
  const places = Object.entries(before)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => [key, placeOf(values, values[0] ?? null)] as const);
  return { lastPhase: 'Operation Scorpion 6', places: new Map(places) };
}

function check(figures: readonly FigureEntry[], before: Before, peers: Before | null = null) {
  const others = Object.entries(peers ?? {}).map(([key, values]) => [key, spreadOf(values)] as const);
  const context = aContext({ history: having(before), peers: peers === null ? null : new Map(others) });
  const { problems, notEvaluated } = readReturn(aReturn({ figures }), context);
  return { problems, notEvaluated };
}

/** UNUSUAL_VALUE about arrests of so many; none: null. */
function saysOf(value: number | FigureEntry, before: readonly number[], peers?: readonly number[]): string | null {
  const figure = typeof value === 'number' ? sent('arrests', value) : value;
  const { problems } = check([figure], { arrests: before }, peers === undefined ? null : { arrests: peers });
  return problems.find(({ code }) => code === 'UNUSUAL_VALUE')?.message ?? null;
}

const USUAL = [21, 18, 24, 20, 19];

describe("a figure held against the force's own phases", () => {
  it.each([20, 27, 12, 35])('is usual: %d', (value) => {
    expect(saysOf(value, USUAL)).toBeNull();
  });

  it.each([
    [
      50,
      /^arrests is exactly 50\. In the force's 5 earlier phases it was between 18 and 24, in the middle 20\. Check it/,
    ],
    [200, /in the middle 20\. It is about ten times that: a nought, a point or a unit may have slipped\./],
    [2050, /about a hundred times that/],
    [2, /about a tenth of that/],
    [91, /With two digits next to each other changed round it would be 19, which is usual\./],
    [1, /between 18 and 24/],
  ])('is unusual, and says why: %d', (value, says) => {
    expect(saysOf(value, USUAL)).toMatch(says);
  });

  it('is not unusual where it is 3 instead of 1, but where it is 30', () => {
    expect(saysOf(3, [1, 1, 1, 1])).toBeNull();
    expect(saysOf(30, [1, 1, 1, 1])).not.toBeNull();
  });

  it('is unusual where there was none before, from more than a few on', () => {
    expect(saysOf(4, [0, 0, 0, 0])).toBeNull();
    expect(saysOf(8, [0, 0, 0, 0])).toMatch(/between 0 and 0, in the middle 0\./);
  });

  it('is judged by its middle, which one odd phase does not move', () => {
    expect(saysOf(200, [21, 18, 24, 20, 5000])).not.toBeNull();
  });

  it.each([
    ['AT_LEAST', 2, false],
    ['AT_LEAST', 200, true],
    ['AT_MOST', 200, false],
    ['AT_MOST', 2, true],
    ['APPROXIMATE', 40, false],
    ['ALMOST', 38, false],
    ['UNQUANTIFIED', null, false],
  ] as const)('is judged by what it may truly be: %s %s', (qualifier, value, isUnusual) => {
    expect(saysOf(sent('arrests', value, { qualifier }), USUAL) !== null).toBe(isUnusual);
  });

  it('is told by part too, each once, and with the word on single hauls where one rules', () => {
    const before = { 'drugs-weight': [500, 600, 700, 550], 'drugs-weight heroin': [200, 250, 220, 240] };
    const heroin = sent('drugs-weight', 8, { breakdown: 'heroin', unit: 'KILOGRAM' });
    const { problems } = check([heroin], before);
    expect(problems.map(({ code, measure, breakdown }) => [code, measure, breakdown])).toEqual([
      ['UNUSUAL_VALUE', 'drugs-weight', null],
      ['UNUSUAL_VALUE', 'drugs-weight', 'heroin'],
    ]);
    for (const { message } of problems) expect(message).toContain('Single hauls rule this measure');
    expect(saysOf(200, USUAL)).not.toContain('Single hauls');
  });

  it('is not evaluated with fewer than four phases: once for the measure, and of no part', () => {
    const before = { 'drugs-weight': [500, 600, 700], 'drugs-weight heroin': [200] };
    const figures = [sent('drugs-weight', 8000, { breakdown: 'heroin' }), sent('arrests', 3)];
    const { problems, notEvaluated } = check(figures, before);
    expect(problems).toEqual([]);
    expect(
      notEvaluated.map(({ code, severity, measure, breakdown, message }) => [
        code,
        severity,
        measure,
        breakdown,
        message,
      ]),
    ).toEqual([
      [
        ...['UNUSUAL_VALUE', 'NOT_EVALUATED', 'drugs-weight', null],
        'drugs-weight could not be held against what the force had before: 3 earlier phases of the operation have a number of it, and 4 are needed. Nothing has to be done.',
      ],
      ['UNUSUAL_VALUE', 'NOT_EVALUATED', 'arrests', null, expect.stringContaining('no earlier phases')],
    ]);
  });

  it('is not looked at where there is no number: none, not applicable, unknown', () => {
    const figures = [sent('arrests', 0), sent('cash-seized', null, { qualifier: 'UNQUANTIFIED' })];
    const { problems, notEvaluated } = check(figures, {});
    expect([problems, notEvaluated]).toEqual([[], []]);
  });

  const history = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 4, maxLength: 12 });

  it('is never unusual where it is the middle of what was before', () => {
    fc.assert(
      fc.property(history, (values) => {
        expect(saysOf(Math.round(medianOf(values)), values)).toBeNull();
      }),
      SEEDED,
    );
  });

  it('stays unusual when it is further away', () => {
    fc.assert(
      fc.property(history, fc.nat(1_000_000), fc.nat(1_000_000), (values, value, more) => {
        const isUnusual = saysOf(Math.max(...values) + value, values) !== null;
        fc.pre(isUnusual);
        expect(saysOf(Math.max(...values) + value + more, values)).not.toBeNull();
      }),
      SEEDED,
    );
  });
});

describe('a figure held against other forces', () => {
  const others = [20, 22, 19, 23];

  it.each([
    [200, /far above what other forces have reported for this phase/],
    [22, null],
  ])('that has no history of its own: %d', (value, says) => {
    const told = saysOf(value, [], others);
    if (says === null) expect(told).toBeNull();
    else expect(told).toMatch(says);
  });

  it('is told once, without a number of theirs', () => {
    const { problems, notEvaluated } = check([sent('arrests', 777)], {}, { arrests: others });
    expect(problems).toHaveLength(1);
    expect(notEvaluated).toEqual([]);
    expect(problems[0]?.message).toBe(
      "arrests is exactly 777. It is far above what other forces have reported for this phase. The force's own earlier phases are too few to say more: no earlier phases of the operation have a number of it. Check it; what is right can stand.",
    );
  });

  it('is usual where it is so for the force itself, however large the force', () => {
    expect(saysOf(500, [480, 510, 530, 470], others)).toBeNull();
    expect(saysOf(5000, [480, 510, 530, 470], others)).toMatch(/ten times that.* far above what other forces/);
  });

  it('is left out of a return that is refused: one could ask until one knew', () => {
    const figures = [sent('arrests', 200), sent('cash-seized', -1)];
    const { problems } = check(figures, {}, { arrests: others });
    expect(problems.map(({ code }: Problem) => code)).toEqual(['NEGATIVE_VALUE']);
  });
});

describe('a figure that is exactly that of the last phase', () => {
  const codes = (figure: FigureEntry, before: readonly number[]): string[] =>
    check([figure], { [placeKey(figure.measure, figure.breakdown)]: before }).problems.map(({ code }) => code);

  it.each([
    [10, [10], ['SAME_AS_LAST_PHASE']],
    [9, [9], []],
    [10, [11, 10], []],
  ])('from 10 on: %d after %j', (value, before, expected) => {
    expect(codes(sent('arrests', value), before)).toEqual(expected);
  });

  it('is told with the phase', () => {
    const { problems } = check([sent('cash-seized', 8000)], { 'cash-seized': [8000] });
    expect(problems.map(({ message }) => message)).toEqual([
      "cash-seized is £8,000, exactly as in Operation Scorpion 6; check that it is this phase's. If it is, it can stand.",
    ]);
  });

  it('is told of what was stated, not of what it comes to', () => {
    const heroin = sent('drugs-weight', 500, { breakdown: 'heroin' });
    const { problems } = check([heroin], { 'drugs-weight': [500], 'drugs-weight heroin': [500] });
    expect(problems.map(({ breakdown }) => breakdown)).toEqual(['heroin']);
  });

  it('may be so where it is soft', () => {
    expect(codes(sent('arrests', 27, { qualifier: 'AT_LEAST' }), [27])).toEqual([]);
  });
});
