import { CATEGORIES, type Category } from '../../dictionary/domain/index.js';

/**
 * Items by category, in the order of categories; within a category, in the order given. Categories without items are
 * left out. Nothing is added, because the measures of a category count different things.
 */
export function byCategory<Item>(
  items: readonly Item[],
  categoryOf: (item: Item) => Category,
): { category: Category; totals: Item[] }[] {
  return CATEGORIES.map((category) => ({
    category,
    totals: items.filter((item) => categoryOf(item) === category),
  })).filter(({ totals }) => totals.length > 0);
}
