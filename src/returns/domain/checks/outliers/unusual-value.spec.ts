import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { median as medianOf, medianAbsoluteDeviation } from 'simple-statistics';
import { aContext, aReturn, SEEDED, sent } from '../../../../../test/support/return-samples.js';
import { Decimal } from '../../../../common/decimal.js';
import type { Problem } from '../../../../common/problem.js';
import type { FigureEntry, EntryContext, ReturnEntry } from '../entry/entry.js';
import { placeKey, type PlaceHistory, type Spread } from './history.js';
import { readReturn, type ReadReturn } from '../entry/whole-return.js';

const spreadOf = (values: readonly number[]): Spread => ({
  median: new Decimal(medianOf([...values])),
  deviation: new Decimal(medianAbsoluteDeviation([...values])),
  ...{ least: new Decimal(Math.min(...values)), most: new Decimal(Math.max(...values)) },
});
const placeOf = (values: readonly number[], last: number | null): PlaceHistory => ({
  ...spreadOf(values),
  phases: values.length,
  last: last === null ? null : new Decimal(last),
});

type Before = Readonly<Record<string, readonly number[]>>;

/** What the force had before, by measure or `measure part`; the first value is that of its last phase. */
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

/** UNUSUAL_VALUE about arrests of so many; none: null. */
function saysOf(value: number | FigureEntry, before: readonly number[], peers?: readonly number[]): string | null {
  const figure = typeof value === 'number' ? sent('arrests', value) : value;
  const { problems } = check([figure], { arrests: before }, peers === undefined ? {} : { arrests: peers });
  return problems.find(({ code }) => code === 'UNUSUAL_VALUE')?.message ?? null;
}

const USUAL = [21, 18, 24, 20, 19];

describe("a figure held against the force's own phases", () => {
  it.each([20, 27, 12, 35])('is usual: %d', (value) => {
    expect(saysOf(value, USUAL)).toBeNull();
  });

  it.each([
    [50, /^arrests is exactly 50\. In 5 earlier phases the force reported between 18 and 24, .* of 20\. Check it/],
    [200, /with a median of 20\. It is about ten times that median: check for an extra or missing zero/],
    [2050, /about a hundred times that/],
    [2, /about a tenth of that/],
    [91, /With two neighbouring digits swapped it would be 19, which is usual\./],
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
    expect(saysOf(8, [0, 0, 0, 0])).toMatch(/between 0 and 0, with a median of 0\./);
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
    for (const { message } of problems) expect(message).toContain('A single large seizure can change this measure');
    expect(saysOf(200, USUAL)).not.toContain('single large seizure');
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
        "drugs-weight could not be compared with the force's earlier figures: 3 earlier phases of the operation have a number for it, and 4 are needed. You need not do anything.",
      ],
      ['UNUSUAL_VALUE', 'NOT_EVALUATED', 'arrests', null, expect.stringContaining('no earlier phases')],
    ]);
  });

  it('is not looked at where there is no number: not applicable, unknown', () => {
    const figures = [sent('cash-seized', null, { qualifier: 'UNQUANTIFIED' })];
    const { problems, notEvaluated } = check({ figures, notApplicable: ['arrests'] }, { arrests: USUAL });
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

describe("a 0 held against the force's own phases", () => {
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

  it('says how to leave out what is not known: a blank is not reported, never 0', () => {
    const [stated, , made] = zeros.map(([, given]) => warnings(given, { arrests: STEADY })[0]?.[1]);
    expect(stated).toMatch(
      /^arrests is none\. .* If the number is not known, leave the measure out: .* not count as 0\.$/,
    );
    expect(made).toMatch(/^arrests is none: the return does not name it, so 'othersNil' made it 0\. /);
    expect(made).toMatch(/If the number is not known, send the return without 'othersNil' and list in 'nil' only/);
  });

  it('is unusual after small figures that were never 0, however near', () => {
    expect(saysOf(0, [1, 1, 1, 1])).not.toBeNull();
    expect(saysOf(0, [1, 0, 1, 1])).toBeNull();
  });

  it('that othersNil made is unusual where any earlier phase had some', () => {
    const made = { figures: [sent('cash-seized', 20)], othersNil: true };
    expect(warnings(made, { arrests: [0, 0, 0, 1] })).toHaveLength(1);
    expect(warnings(made, { arrests: [0, 0, 0, 0] })).toEqual([]);
  });

  it('is told of a part that was stated as 0', () => {
    const figures = [
      sent('drugs-weight', 0, { breakdown: 'heroin' }),
      sent('drugs-weight', 600, { breakdown: 'cocaine' }),
    ];
    const before = { 'drugs-weight': [500, 600, 700, 550], 'drugs-weight heroin': [900, 950, 920, 940] };
    expect(check(figures, before).problems).toMatchObject([
      { code: 'UNUSUAL_VALUE', breakdown: 'heroin', message: expect.stringContaining('leave the part out') },
    ]);
  });

  it('with too little history is not evaluated: each measure that is named, and the others in one entry', () => {
    const told = (given: Partial<ReturnEntry>): unknown[] =>
      check(given, { arrests: [21, 24, 19] }).notEvaluated.map(({ code, measure, message }) => [
        code,
        measure,
        message,
      ]);
    const few = expect.stringContaining('3 earlier phases');
    expect(told({ nil: ['arrests'] })).toEqual([['UNUSUAL_VALUE', 'arrests', few]]);
    expect(told({ figures: [sent('arrests', 0)] })).toEqual([['UNUSUAL_VALUE', 'arrests', few]]);
    expect(told({ othersNil: true })).toEqual([
      ['UNUSUAL_VALUE', null, expect.stringContaining('for them: arrests, cash-seized. You need not do anything.')],
    ]);
  });

  it('is never the same as in the last phase: small figures often are by chance', () => {
    expect(check([sent('arrests', 0)], { arrests: [0, 0, 0, 0] }).problems).toEqual([]);
  });
});

describe('a figure held against other forces', () => {
  const others = [20, 22, 19, 23];

  it.each([
    [200, /far above the accepted figures of other forces for this phase/],
    [22, null],
    [0, /^arrests is none\. It is far below the accepted figures of other forces for this phase/],
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
      "arrests is exactly 777. It is far above the accepted figures of other forces for this phase. There are too few phases to compare it with the force's own earlier figures: no earlier phases of the operation have a number for it. Check it. If it is correct, you need not change it.",
    );
  });

  it('is usual where it is so for the force itself, however large the force', () => {
    expect(saysOf(500, [480, 510, 530, 470], others)).toBeNull();
    expect(saysOf(5000, [480, 510, 530, 470], others)).toMatch(/ten times that.* far above the accepted figures/);
  });

  it('is told of a return that is refused, too: what it rests on is accepted', () => {
    const figures = [sent('arrests', 200), sent('cash-seized', -1)];
    const { problems } = check(figures, {}, { arrests: others });
    expect(problems.map(({ code }: Problem) => code)).toEqual(['NEGATIVE_VALUE', 'UNUSUAL_VALUE']);
  });

  it('is usual at 0 where one of the others has none, and 0 is within their range', () => {
    expect(saysOf(0, [], [0, 1, 2, 1])).toBeNull();
    expect(saysOf(0, [], [1, 1, 2, 1])).toMatch(/Every other force with an accepted number .* reported some\./);
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
      "cash-seized is £8,000, exactly as in Operation Scorpion 6. Check that it is this phase's figure. If it is, you need not change it.",
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
