import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median as medianOf, medianAbsoluteDeviation } from 'simple-statistics';
import { aContext, aReturn, SEEDED, sent } from '../../../../../test/support/returns/return-samples.js';
import { Decimal } from '../../../../common/decimal.js';
import type { Problem } from '../../../../common/problem.js';
import type { FigureEntry, EntryContext, ReturnEntry } from '../entry/entry.js';
import { placeKey, type PlaceHistory, type Spread } from './history.js';
import { readReturn, type ReadReturn } from '../entry/whole-return.js';

const spreadOf = (values: readonly number[]): Spread => ({
  median: new Decimal(medianOf([...values])),
  deviation: new Decimal(medianAbsoluteDeviation([...values])),
  least: new Decimal(Math.min(...values)),
  most: new Decimal(Math.max(...values)),
});
const placeOf = (values: readonly number[], last: number | null): PlaceHistory => ({
  ...spreadOf(values),
  phases: values.length,
  last: last === null ? null : new Decimal(last),
});

type Before = Readonly<Record<string, readonly number[]>>;

/** The force's earlier figures, by measure or `measure part`; the first value is from the latest phase. */
function having(before: Before): EntryContext['history'] {
  const places = Object.entries(before)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => [key, placeOf(values, values[0] ?? null)] as const);
  return { lastPhase: 'Operation Scorpion 6', places: new Map(places) };
}

function check(
  given: readonly FigureEntry[] | Partial<ReturnEntry>,
  before: Before,
  peers: Before = {},
): Pick<ReadReturn, 'problems' | 'notEvaluated'> {
  const others = Object.entries(peers).map(([key, values]) => [key, spreadOf(values)] as const);
  const context = aContext({ history: having(before), peers: new Map(others) });
  return readReturn(aReturn('length' in given ? { figures: given } : given), context);
}

/** The UNUSUAL_VALUE for this number of arrests; null: none. */
function messageOf(value: number | FigureEntry, before: readonly number[], peers?: readonly number[]): string | null {
  const figure = typeof value === 'number' ? sent('arrests', value) : value;
  const { problems } = check([figure], { arrests: before }, peers === undefined ? {} : { arrests: peers });
  return problems.find(({ code }) => code === 'UNUSUAL_VALUE')?.message ?? null;
}

const USUAL = [21, 18, 24, 20, 19];

describe("a figure compared with the force's earlier phases", () => {
  it.each([20, 27, 12, 35])('is usual: %d', (value) => {
    expect(messageOf(value, USUAL)).toBeNull();
  });

  it.each([
    [50, /^arrests is exactly 50\. In 5 earlier phases the force reported between 18 and 24, .* of 20\. Check it/],
    [200, /with a median of 20\. It is about ten times that median: check for an extra or missing zero/],
    [2050, /about a hundred times that/],
    [2, /about a tenth of that/],
    [91, /With two neighbouring digits swapped it would be 19, which is usual\./],
    [1, /between 18 and 24/],
  ])('is unusual, and the message says why: %d', (value, expected) => {
    expect(messageOf(value, USUAL)).toMatch(expected);
  });

  it('is not unusual as 3 instead of 1, but is as 30', () => {
    expect(messageOf(3, [1, 1, 1, 1])).toBeNull();
    expect(messageOf(30, [1, 1, 1, 1])).not.toBeNull();
  });

  it('is unusual after phases of 0, but only above a small minimum', () => {
    expect(messageOf(4, [0, 0, 0, 0])).toBeNull();
    expect(messageOf(8, [0, 0, 0, 0])).toMatch(/between 0 and 0, with a median of 0\./);
  });

  it('is compared with the median, which one odd phase does not change', () => {
    expect(messageOf(200, [21, 18, 24, 20, 5000])).not.toBeNull();
  });

  it.each([
    ['AT_LEAST', 2, false],
    ['AT_LEAST', 200, true],
    ['AT_MOST', 200, false],
    ['AT_MOST', 2, true],
    ['APPROXIMATE', 40, false],
    ['ALMOST', 38, false],
    ['UNQUANTIFIED', null, false],
  ] as const)('is unusual only if all its possible values are: %s %s', (qualifier, value, isUnusual) => {
    expect(messageOf(sent('arrests', value, { qualifier }), USUAL) !== null).toBe(isUnusual);
  });

  it('gives a warning for each part too, and mentions single seizures if one dominates', () => {
    const before = { 'drugs-weight': [500, 600, 700, 550], 'drugs-weight heroin': [200, 250, 220, 240] };
    const heroin = sent('drugs-weight', 8, { breakdown: 'heroin', unit: 'KILOGRAM' });
    const { problems } = check([heroin], before);
    expect(problems.map(({ code, measure, breakdown }) => [code, measure, breakdown])).toEqual([
      ['UNUSUAL_VALUE', 'drugs-weight', null],
      ['UNUSUAL_VALUE', 'drugs-weight', 'heroin'],
    ]);
    for (const { message } of problems) expect(message).toContain('A single large seizure can change this measure');
    expect(messageOf(200, USUAL)).not.toContain('single large seizure');
  });

  it('is not evaluated with fewer than four phases: once for the measure, and never for its parts', () => {
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
        'UNUSUAL_VALUE',
        'NOT_EVALUATED',
        'drugs-weight',
        null,
        "drugs-weight could not be compared with the force's earlier figures: 3 earlier phases of the operation have a number for it, and 4 are needed. This says nothing for or against the figure, and needs no reason.",
      ],
      ['UNUSUAL_VALUE', 'NOT_EVALUATED', 'arrests', null, expect.stringContaining('no earlier phases')],
    ]);
  });

  it('is not checked if it has no number: not applicable, unknown', () => {
    const figures = [sent('cash-seized', null, { qualifier: 'UNQUANTIFIED' })];
    const { problems, notEvaluated } = check({ figures, notApplicable: ['arrests'] }, { arrests: USUAL });
    expect([problems, notEvaluated]).toEqual([[], []]);
  });

  const history = fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 4, maxLength: 12 });

  it('is never unusual at the median of the earlier figures', () => {
    fc.assert(
      fc.property(history, (values) => {
        expect(messageOf(Math.round(medianOf(values)), values)).toBeNull();
      }),
      SEEDED,
    );
  });

  it('remains unusual if it is further away', () => {
    fc.assert(
      fc.property(history, fc.nat(1_000_000), fc.nat(1_000_000), (values, value, more) => {
        const isUnusual = messageOf(Math.max(...values) + value, values) !== null;
        fc.pre(isUnusual);
        expect(messageOf(Math.max(...values) + value + more, values)).not.toBeNull();
      }),
      SEEDED,
    );
  });
});

describe("a 0 compared with the force's earlier phases", () => {
  const STEADY = [21, 24, 19, 22];
  const zeros: readonly (readonly [string, Partial<ReturnEntry>])[] = [
    ['0', { figures: [sent('arrests', 0)] }],
    ['nil', { nil: ['arrests'] }],
    ['othersNil', { figures: [sent('cash-seized', 20)], othersNil: true }],
  ];
  const warnings = (given: Partial<ReturnEntry>, before: Before): readonly (readonly [string | null, string])[] =>
    check(given, before)
      .problems.filter(({ code }) => code === 'UNUSUAL_VALUE')
      .map(({ measure, message }) => [measure, message]);

  it.each(zeros)('is unusual after a steady history, given as %s', (_, given) => {
    expect(warnings(given, { arrests: STEADY })).toEqual([
      [
        'arrests',
        expect.stringMatching(/4 earlier phases .* between 19 and 24, with a median of 21\.5\. If there truly/),
      ],
    ]);
  });

  it('has a message on how to leave out what is unknown: a blank is not reported, never 0', () => {
    const [stated, , made] = zeros.map(([, given]) => warnings(given, { arrests: STEADY })[0]?.[1]);
    expect(stated).toMatch(
      /^arrests is none\. .* If the number is not known, leave the measure out: .* not count as 0\.$/,
    );
    expect(made).toMatch(/^arrests is none: the return does not name it, so 'othersNil' made it 0\. /);
    expect(made).toMatch(/If the number is not known, send the return without 'othersNil' and list in 'nil' only/);
  });

  it('is unusual after figures that were never 0, however small', () => {
    expect(messageOf(0, [1, 1, 1, 1])).not.toBeNull();
    expect(messageOf(0, [1, 0, 1, 1])).toBeNull();
  });

  it('made by othersNil is unusual if any earlier phase had some', () => {
    const made = { figures: [sent('cash-seized', 20)], othersNil: true };
    expect(warnings(made, { arrests: [0, 0, 0, 1] })).toHaveLength(1);
    expect(warnings(made, { arrests: [0, 0, 0, 0] })).toEqual([]);
  });

  it('gives a warning for a part that was stated as 0', () => {
    const figures = [
      sent('drugs-weight', 0, { breakdown: 'heroin' }),
      sent('drugs-weight', 600, { breakdown: 'cocaine' }),
    ];
    const before = { 'drugs-weight': [500, 600, 700, 550], 'drugs-weight heroin': [900, 950, 920, 940] };
    expect(check(figures, before).problems).toMatchObject([
      { code: 'UNUSUAL_VALUE', breakdown: 'heroin', message: expect.stringContaining('leave the part out') },
    ]);
  });

  it('is not evaluated with too few phases: one entry for each named measure, and one for the others', () => {
    const notEvaluatedOf = (given: Partial<ReturnEntry>): unknown[] =>
      check(given, { arrests: [21, 24, 19] }).notEvaluated.map(({ code, measure, message }) => [
        code,
        measure,
        message,
      ]);
    const few = expect.stringContaining('3 earlier phases');
    expect(notEvaluatedOf({ nil: ['arrests'] })).toEqual([['UNUSUAL_VALUE', 'arrests', few]]);
    expect(notEvaluatedOf({ figures: [sent('arrests', 0)] })).toEqual([['UNUSUAL_VALUE', 'arrests', few]]);
    expect(notEvaluatedOf({ othersNil: true })).toEqual([
      ['UNUSUAL_VALUE', null, expect.stringContaining('arrests, cash-seized. This says nothing for or against')],
    ]);
  });

  it('is never reported as the same as in the last phase, because small figures often repeat by chance', () => {
    expect(check([sent('arrests', 0)], { arrests: [0, 0, 0, 0] }).problems).toEqual([]);
  });
});

describe('a figure compared with other forces', () => {
  const others = [20, 22, 19, 23];

  it.each([
    [200, /far above the accepted figures of other forces for this phase/],
    [22, null],
    [0, /^arrests is none\. It is far below the accepted figures of other forces for this phase/],
  ])('is checked if the force has no history of its own: %d', (value, expected) => {
    const message = messageOf(value, [], others);
    if (expected === null) expect(message).toBeNull();
    else expect(message).toMatch(expected);
  });

  it('gives one warning, without the figures of other forces', () => {
    const { problems, notEvaluated } = check([sent('arrests', 777)], {}, { arrests: others });
    expect(problems).toHaveLength(1);
    expect(notEvaluated).toEqual([]);
    expect(problems[0]?.message).toBe(
      "arrests is exactly 777. It is far above the accepted figures of other forces for this phase. There are too few phases to compare it with the force's own earlier figures: no earlier phases of the operation have a number for it. Check it. If it is correct, you need not change it.",
    );
  });

  it('is usual if it is usual for the force itself, however large the force', () => {
    expect(messageOf(500, [480, 510, 530, 470], others)).toBeNull();
    expect(messageOf(5000, [480, 510, 530, 470], others)).toMatch(/ten times that.* far above the accepted figures/);
  });

  it('gives a warning for a rejected return too, because it is compared with accepted figures', () => {
    const figures = [sent('arrests', 200), sent('cash-seized', -1)];
    const { problems } = check(figures, {}, { arrests: others });
    expect(problems.map(({ code }: Problem) => code)).toEqual(['NEGATIVE_VALUE', 'UNUSUAL_VALUE']);
  });

  it('is usual at 0 if another force has none and 0 is within the range of the others', () => {
    expect(messageOf(0, [], [0, 1, 2, 1])).toBeNull();
    expect(messageOf(0, [], [1, 1, 2, 1])).toMatch(/Every other force's accepted number .* is above 0\./);
  });
});

describe('a figure identical to that of the last phase', () => {
  const codes = (figure: FigureEntry, before: readonly number[]): string[] =>
    check([figure], { [placeKey(figure.measure, figure.breakdown)]: before }).problems.map(({ code }) => code);

  it.each([
    [10, [10], ['SAME_AS_LAST_PHASE']],
    [9, [9], []],
    [10, [11, 10], []],
  ])('gives a warning from 10 upwards: %d after %j', (value, before, expected) => {
    expect(codes(sent('arrests', value), before)).toEqual(expected);
  });

  it('gives a warning with the name of the phase', () => {
    const { problems } = check([sent('cash-seized', 8000)], { 'cash-seized': [8000] });
    expect(problems.map(({ message }) => message)).toEqual([
      "cash-seized is £8,000, exactly as in Operation Scorpion 6. Check that it is this phase's figure. If it is, you need not change it.",
    ]);
  });

  it('is checked as stated, not as a result of parts', () => {
    const heroin = sent('drugs-weight', 500, { breakdown: 'heroin' });
    const { problems } = check([heroin], { 'drugs-weight': [500], 'drugs-weight heroin': [500] });
    expect(problems.map(({ breakdown }) => breakdown)).toEqual(['heroin']);
  });

  it('gives no warning if it is not exact', () => {
    expect(codes(sent('arrests', 27, { qualifier: 'AT_LEAST' }), [27])).toEqual([]);
  });
});
