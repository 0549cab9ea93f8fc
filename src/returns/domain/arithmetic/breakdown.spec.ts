import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  aNumberedQualifier,
  count,
  SEEDED,
  boundsText,
  valueText,
} from '../../../../test/support/returns/return-samples.js';
import { conflictOf, resultOf, type BreakdownDefinition } from './breakdown.js';
import { notApplicableFigure, type Figure } from './figure.js';

const PARTS = ['adult', 'child'];
const PARTITION: BreakdownDefinition = { rule: 'PARTITION', exhaustive: false, parts: PARTS };
const SUBSET: BreakdownDefinition = { rule: 'SUBSET', exhaustive: false, parts: PARTS };
const EXHAUSTIVE: BreakdownDefinition = { rule: 'SUBSET', exhaustive: true, parts: PARTS };
const OVERLAP: BreakdownDefinition = { rule: 'OVERLAP', exhaustive: false, parts: PARTS };
const EVERY_RULE = [PARTITION, SUBSET, EXHAUSTIVE, OVERLAP];

const resultText = (definition: BreakdownDefinition | null, ...parts: readonly Figure[]): string => {
  const { result } = resultOf({ total: null, parts }, definition);
  return `${result.state} ${valueText(result)} ${boundsText(result)}`;
};
const adults = count('EXACT', 75, 'adult');
const children = count('EXACT', 32, 'child');
const unknown = (part: string): Figure => count('UNQUANTIFIED', null, part);
const none = (part: string): Figure => count('EXACT', 0, part);

describe('a measure with parts and no stated total', () => {
  it.each([
    ['PARTITION', PARTITION, [adults, children], 'REPORTED EXACT 107 107..107'],
    ['PARTITION with one part', PARTITION, [children], 'REPORTED EXACT 32 32..32'],
    ['PARTITION of parts of 0', PARTITION, [none('adult')], 'NIL EXACT 0 0..0'],
    ['PARTITION with a soft part', PARTITION, [adults, count('ALMOST', 40, 'child')], 'REPORTED AT_MOST 115 111..115'],
    [
      'PARTITION with an about',
      PARTITION,
      [adults, count('APPROXIMATE', 40, 'child')],
      'REPORTED APPROXIMATE 115 110..120',
    ],
    ['PARTITION with an unknown part', PARTITION, [adults, unknown('child')], 'REPORTED AT_LEAST 75 75..none'],
    ['PARTITION of 0 and unknown', PARTITION, [none('adult'), unknown('child')], 'REPORTED AT_LEAST 0 0..none'],
    ['SUBSET', SUBSET, [adults, children], 'REPORTED AT_LEAST 107 107..none'],
    ['SUBSET of a part of 0', SUBSET, [none('child')], 'REPORTED AT_LEAST 0 0..none'],
    ['exhaustive SUBSET given whole', EXHAUSTIVE, [children, adults], 'REPORTED EXACT 107 107..107'],
    ['exhaustive SUBSET of which every part is 0', EXHAUSTIVE, [none('adult'), none('child')], 'NIL EXACT 0 0..0'],
    ['exhaustive SUBSET not given whole', EXHAUSTIVE, [children], 'REPORTED AT_LEAST 32 32..none'],
    ['OVERLAP', OVERLAP, [children, adults], 'REPORTED AT_LEAST 75 75..none'],
    ['OVERLAP of soft parts', OVERLAP, [count('AT_MOST', 90, 'adult'), children], 'REPORTED AT_LEAST 32 32..none'],
  ] as const)('follows the rule of a %s', (_, definition, parts, expected) => {
    expect(resultText(definition, ...parts)).toBe(expected);
  });

  it.each(EVERY_RULE)('is UNQUANTIFIED by $rule if all its parts are', (definition) => {
    expect(resultText(definition, unknown('adult'), unknown('child'))).toBe('UNQUANTIFIED UNQUANTIFIED 0..none');
    expect(resultText(definition, unknown('adult'))).toBe('UNQUANTIFIED UNQUANTIFIED 0..none');
  });

  it('has the same result whatever the order of its parts', () => {
    fc.assert(
      fc.property(somePart('adult'), somePart('child'), fc.constantFrom(...EVERY_RULE), (a, b, definition) => {
        expect(resultText(definition, a, b)).toBe(resultText(definition, b, a));
      }),
      SEEDED,
    );
  });
});

describe('a measure with a stated total', () => {
  it('is that total, whatever its parts', () => {
    fc.assert(
      fc.property(somePart(null), somePart('child'), fc.constantFrom(...EVERY_RULE), (total, part, definition) => {
        expect(resultOf({ total, parts: [part] }, definition).result).toBe(total);
      }),
      SEEDED,
    );
  });
});

describe('parts that were not given', () => {
  const notApplicable = notApplicableFigure({ measure: 'arrests', part: null, note: null });
  it.each([
    ['settled where the measure is NIL', count('EXACT', 0), [], SUBSET, true],
    ['settled where it is not applicable', notApplicable, [], OVERLAP, true],
    ['settled in a PARTITION with any part', null, [children], PARTITION, true],
    ['settled in a PARTITION with a total and any part', adults, [unknown('adult')], PARTITION, true],
    ['open in a PARTITION with a total alone', count('EXACT', 75), [], PARTITION, false],
    ['open in a SUBSET', null, [children], SUBSET, false],
    ['open in an exhaustive SUBSET', null, [children], EXHAUSTIVE, false],
    ['open in an OVERLAP', null, [children], OVERLAP, false],
    ['open where the measure has no breakdown', count('EXACT', 75), [], null, false],
    ['open where it is UNQUANTIFIED', count('UNQUANTIFIED', null), [], PARTITION, false],
  ] as const)('are %s', (_, total, parts, definition, settled) => {
    expect(resultOf({ total, parts }, definition).settlesParts).toBe(settled);
  });
});

function somePart(part: string | null): fc.Arbitrary<Figure> {
  return fc.oneof(
    fc.tuple(aNumberedQualifier, fc.integer({ min: 1, max: 60 })).map(([as, value]) => count(as, value, part)),
    fc.constantFrom(count('EXACT', 0, part), count('UNQUANTIFIED', null, part)),
  );
}

describe('an entry with parts and a stated total', () => {
  /** Above every sum of three parts and a total, so that "no upper bound" is not cut off. */
  const HIGHEST = 250;
  const allowed = ({ lower, upper }: Figure): number[] => {
    const [from, to] = [lower.toNumber(), upper?.toNumber() ?? HIGHEST];
    return Array.from({ length: to - from + 1 }, (_, step) => from + step);
  };
  const sums = (parts: readonly Figure[]): Set<number> =>
    parts.reduce(
      (sofar, part) => new Set([...sofar].flatMap((sum) => allowed(part).map((value) => sum + value))),
      new Set([0]),
    );

  /** Tries every value that each figure allows. */
  function someTrueValuesFit(total: Figure, parts: readonly Figure[], definition: BreakdownDefinition): boolean {
    const totals = allowed(total);
    if (definition.rule === 'OVERLAP') {
      return totals.some((whole) => parts.every((part) => allowed(part).some((value) => value <= whole)));
    }
    const makesTheWhole =
      definition.rule === 'PARTITION' ||
      (definition.exhaustive && definition.parts.every((code) => parts.some(({ part }) => part === code)));
    const reached = sums(parts);
    return makesTheWhole
      ? totals.some((whole) => reached.has(whole))
      : totals.some((whole) => Math.min(...reached) <= whole);
  }

  const someEntry = fc.record({
    total: somePart(null),
    parts: fc
      .tuple(somePart('adult'), somePart('child'), somePart('other'))
      .chain((parts) => fc.subarray(parts, { minLength: 1 })),
  });

  it.each([
    ['PARTITION', { ...PARTITION, parts: [...PARTS, 'other'] }],
    ['SUBSET', { ...SUBSET, parts: [...PARTS, 'other'] }],
    ['exhaustive SUBSET', { ...EXHAUSTIVE, parts: [...PARTS, 'other'] }],
    ['OVERLAP', { ...OVERLAP, parts: [...PARTS, 'other'] }],
  ])('is rejected by %s exactly if no true values fit', (_, definition) => {
    fc.assert(
      fc.property(someEntry, (entry) => {
        expect(conflictOf(entry, definition) === null).toBe(someTrueValuesFit(entry.total, entry.parts, definition));
      }),
      { ...SEEDED, numRuns: 500 },
    );
  });

  it.each([
    ['a PARTITION above its total', PARTITION, 100, [adults, children], 'BREAKDOWN_DOES_NOT_ADD_UP'],
    ['a PARTITION below its total', PARTITION, 110, [adults, children], 'BREAKDOWN_DOES_NOT_ADD_UP'],
    ['a SUBSET above its total', SUBSET, 100, [adults, children], 'BREAKDOWN_EXCEEDS_TOTAL'],
    ['a SUBSET below its total', SUBSET, 110, [adults, children], null],
    ['a whole exhaustive SUBSET above its total', EXHAUSTIVE, 100, [adults, children], 'BREAKDOWN_EXCEEDS_TOTAL'],
    ['a whole exhaustive SUBSET below its total', EXHAUSTIVE, 110, [adults, children], 'BREAKDOWN_DOES_NOT_ADD_UP'],
    ['an exhaustive SUBSET, not whole, below its total', EXHAUSTIVE, 110, [children], null],
    ['an exhaustive SUBSET, not whole, above its total', EXHAUSTIVE, 31, [children], 'BREAKDOWN_EXCEEDS_TOTAL'],
    ['an OVERLAP with one part above its total', OVERLAP, 74, [adults, children], 'BREAKDOWN_EXCEEDS_TOTAL'],
    ['an OVERLAP whose parts are together above its total', OVERLAP, 75, [adults, children], null],
    ['a NIL total beside parts of 0', EXHAUSTIVE, 0, [none('adult')], null],
    ['a NIL total beside a part of up to 5', SUBSET, 0, [count('AT_MOST', 5, 'adult')], null],
    [
      'a NIL total beside a part of at least 1',
      PARTITION,
      0,
      [count('AT_LEAST', 1, 'adult')],
      'BREAKDOWN_DOES_NOT_ADD_UP',
    ],
  ] as const)('is checked by its rule: %s', (_, definition, total, parts, expected) => {
    expect(conflictOf({ total: count('EXACT', total), parts }, definition)).toBe(expected);
  });

  it('is checked by its bounds: almost 100 allows 90 but not 89', () => {
    const total = count('ALMOST', 100);
    expect(conflictOf({ total, parts: [count('EXACT', 90, 'adult')] }, PARTITION)).toBeNull();
    expect(conflictOf({ total, parts: [count('EXACT', 89, 'adult')] }, PARTITION)).toBe('BREAKDOWN_DOES_NOT_ADD_UP');
  });
});
