import { LRUCache } from 'lru-cache';

/** Most things that are kept at once. */
const MOST = 500;

/**
 * Reference data as it was read, kept under the stamp (see the migration data-stamps) that the transaction which uses it
 * has read before. What is kept may be newer than that stamp, where a change was committed between the two readings;
 * never older. It is shared, and must not be changed.
 */
export class ReferenceMemory {
  private readonly kept = new LRUCache<string, object>({ max: MOST });

  /**
   * What `read` gives, or gave under the same stamp.
   *
   * @param key what is read; the same key always for the same reading
   * @throws what `read` throws; nothing is kept then
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
