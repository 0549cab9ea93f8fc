import { LRUCache } from 'lru-cache';

/** The most items that are cached. */
const MOST = 500;

/**
 * A cache of reference data, keyed by the stamp (see the migration data-stamps) that the transaction has read before.
 * The cached data may be newer than the stamp, if a change was committed between the two reads, but never older. It is
 * shared and must not be modified.
 */
export class ReferenceMemory {
  private readonly kept = new LRUCache<string, object>({ max: MOST });

  /**
   * The result of `read`, or its cached result under the same stamp.
   *
   * @param key identifies what is read
   * @throws what `read` throws; nothing is cached then
   */
  async recall<T extends object>(stamp: string, key: string, read: () => Promise<T>): Promise<T> {
    const place = `${stamp} ${key}`;
    const known = this.kept.get(place) as T | undefined;
    if (known !== undefined) {
      return known;
    }
    const found = await read();
    this.kept.set(place, found);
    return found;
  }
}
