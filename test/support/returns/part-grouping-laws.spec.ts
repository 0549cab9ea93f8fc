import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { GROUPINGS, PARTS, forcePartsOf, type Entry } from './grouping-samples.js';
import { worldsOf } from './part-worlds.js';
import { aNumberedQualifier, count, SEEDED } from './return-samples.js';
import { shortOrFull } from '../run/full-run.js';
import { BREAKDOWN_RULES } from '../../../src/dictionary/domain/index.js';
import { addSums, asSum, EMPTY_SUM, read, type Figure } from '../../../src/returns/domain/index.js';
import { lineOf, sumOfLines, type PartGrouping } from '../../../src/totals/domain/part-grouping.js';

/** Small figures, so that every possible set of true values can be tried. */
const someValue = fc.integer({ min: 0, max: 3 });
const aFigure = (part: string | null): fc.Arbitrary<Figure> =>
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.tuple(aNumberedQualifier, someValue).map(([how, n]) => count(n === 0 ? 'EXACT' : how, n, part)),
    },
    { weight: 1, arbitrary: fc.constant(count('UNQUANTIFIED', null, part)) },
  );
const anEntry: fc.Arbitrary<Entry> = fc
  .record({
    rule: fc.constantFrom(...BREAKDOWN_RULES),
    total: fc.option(aFigure(null)),
    parts: fc.subarray(PARTS).chain((parts) => fc.tuple(...parts.map(aFigure))),
  })
  .filter((entry) => (entry.total !== null || entry.parts.length > 0) && forcePartsOf(entry) !== null);
const aForce = anEntry.map((entry) => forcePartsOf(entry));

describe('the bounds of a class or group', () => {
  const MANY = { ...SEEDED, numRuns: shortOrFull(150, 600) };

  it('contain every value that the figures allow', () => {
    fc.assert(
      fc.property(anEntry, (entry) => {
        const force = forcePartsOf(entry)!;
        const worlds = worldsOf(entry.rule, force);
        expect(worlds.length).toBeGreaterThan(0);
        for (const kind of GROUPINGS) {
          const { lower, upper } = lineOf(force, kind, entry.rule).sum;
          const values = worlds.map((world) => world[kind.key]!);
          expect(lower.greaterThan(Math.min(...values))).toBe(false);
          expect(upper?.lessThan(Math.max(...values)) ?? false).toBe(false);
        }
      }),
      MANY,
    );
  });

  it('are tight if no total was stated, and have no upper bound only if there may be more than the parts given', () => {
    fc.assert(
      fc.property(
        anEntry.filter(({ total, parts }) => total === null && parts.every(({ upper }) => upper !== null)),
        (entry) => {
          const force = forcePartsOf(entry)!;
          const worlds = worldsOf(entry.rule, force);
          for (const kind of GROUPINGS) {
            const { lower, upper } = lineOf(force, kind, entry.rule).sum;
            const values = worlds.map((world) => world[kind.key]!);
            const given = entry.parts.filter(({ part }) => kind.parts.has(part ?? ''));
            const most = given.map(asSum).reduce(addSums, EMPTY_SUM).upper!;
            // No set of true values has more than three of anything.
            if (most.lessThan(3)) {
              expect(lower.toNumber()).toBe(Math.min(...values));
              if (upper === null) expect(Math.max(...values)).toBeGreaterThan(most.toNumber());
              else expect(upper.toNumber()).toBe(Math.max(...values));
            }
          }
        },
      ),
      MANY,
    );
  });

  it('are those of its only part, if that is its only part and no other part may belong to it', () => {
    const one: PartGrouping = { key: 'one', parts: new Set(['a1']), doubtful: new Set() };
    fc.assert(
      fc.property(
        anEntry.filter(({ total, parts }) => total === null && parts.some(({ part }) => part === 'a1')),
        (entry) => {
          const force = forcePartsOf(entry)!;
          expect(lineOf(force, one, entry.rule).sum).toEqual(asSum(force.parts.get('a1')!));
        },
      ),
      SEEDED,
    );
  });

  it('add over forces in any order, and the value read from them lies within', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(aForce), { maxLength: 5 }),
        fc.constantFrom(...BREAKDOWN_RULES),
        (forces, rule) => {
          for (const kind of GROUPINGS) {
            const lines = forces.map((force) => lineOf(force, kind, rule));
            const sum = sumOfLines(lines);
            expect(sumOfLines([...lines].reverse())).toEqual(sum);
            expect(sum.upper?.lessThan(sum.lower) ?? false).toBe(false);
            const { value } = read(sum);
            if (value !== null) {
              expect(value.lessThan(sum.lower)).toBe(false);
              expect(sum.upper !== null && value.greaterThan(sum.upper)).toBe(false);
            }
          }
        },
      ),
      SEEDED,
    );
  });

  it('have no upper bound once an expected force is silent', () => {
    fc.assert(
      fc.property(fc.array(aForce, { maxLength: 4 }), fc.constantFrom(...GROUPINGS), (forces, kind) => {
        const lines = [null, ...forces].map((force) => lineOf(force, kind, 'PARTITION'));
        expect(sumOfLines(lines).upper).toBeNull();
      }),
      SEEDED,
    );
  });
});
