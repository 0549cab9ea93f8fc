import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SEEDED } from '../../../test/support/returns/return-samples.js';
import { CATEGORIES } from '../../dictionary/domain/index.js';
import { byCategory } from './category.js';

it('groups items by category, in the order of the categories, and keeps the order within each', () => {
  const items = fc.array(fc.record({ category: fc.constantFrom(...CATEGORIES), code: fc.nat() }));
  fc.assert(
    fc.property(items, (given) => {
      const grouped = byCategory(given, ({ category }) => category);
      expect(grouped.map(({ category }) => category)).toEqual(
        CATEGORIES.filter((category) => given.some((item) => item.category === category)),
      );
      for (const { category, totals } of grouped) {
        expect(totals).toEqual(given.filter((item) => item.category === category));
      }
    }),
    SEEDED,
  );
});
