import { CATEGORIES, type Category } from '../../dictionary/domain/index.js';

/**
 * Items by category, in the categories' order; within one, in the order in which they come. Only categories that have
 * any. Nothing is added: what is in a category counts different things.
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
