/**
 * Counts for each key in time windows that are the same for all keys. When a window ends, all counts are dropped, so
 * only the keys of one window are stored. Around the end of a window a caller can reach twice the limit.
 */
export class FixedWindow {
  private counts = new Map<string, number>();
  private window = 0;

  /**
   * @param limit the most counts of a key in a window
   * @param windowMs the length of a window, in milliseconds
   * @param maxKeys the most keys with a count of their own; further ones share one count, so that made-up keys exhaust
   *   neither the memory nor the limits of earlier keys
   */
  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys: number,
  ) {}

  /**
   * Counts once for the key at `now` (milliseconds).
   *
   * @returns 0, or the milliseconds to wait if the limit is reached
   */
  take(key: string, now: number): number {
    const window = Math.floor(now / this.windowMs);
    if (window !== this.window) {
      this.window = window;
      this.counts = new Map();
    }
    const counted = this.counts.has(key) || this.counts.size < this.maxKeys ? key : '';
    const count = (this.counts.get(counted) ?? 0) + 1;
    if (count > this.limit) return (window + 1) * this.windowMs - now;
    this.counts.set(counted, count);
    return 0;
  }
}
