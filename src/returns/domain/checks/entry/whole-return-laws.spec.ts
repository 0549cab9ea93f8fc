import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aContext, aReturn, SEEDED, sent } from '../../../../../test/support/returns/return-samples.js';
import { QUALIFIERS } from '../../arithmetic/bounds.js';
import type { FigureEntry } from './entry.js';
import { readReturn } from './whole-return.js';

/** The result of each measure and part, as text, in an order of their own. */
const results = (figures: readonly FigureEntry[]): string[] =>
  readReturn(aReturn({ figures }), aContext())
    .results.map((result) => JSON.stringify(result))
    .sort();

describe('a whole return', () => {
  it('has the same results whatever the order of its figures', () => {
    const part = (code: string): fc.Arbitrary<FigureEntry> =>
      fc
        .record({
          qualifier: fc.constantFrom(...QUALIFIERS),
          value: fc.integer({ min: 1, max: 5000 }),
          measure: fc.constantFrom('drugs-weight', 'drug-seizures', 'drugs-value'),
        })
        .map(({ qualifier, value, measure }) =>
          sent(measure, qualifier === 'UNQUANTIFIED' ? null : value, { qualifier, breakdown: code }),
        );
    const figures = fc.tuple(part('heroin'), part('cocaine'), part('cannabis'), fc.constant(sent('arrests', 3)));
    const shuffled = figures.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(results(other)).toEqual(results(all));
      }),
      SEEDED,
    );
  });
});
