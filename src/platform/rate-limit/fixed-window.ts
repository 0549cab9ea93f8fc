/**
 * Counts per key in windows that begin for all keys at once: when one ends, all its counts go, so that no more is kept
 * than one window's callers. A caller can do up to twice the limit around the turn of a window.
 */
export class FixedWindow {
  private counts = new Map<string, number>();
  private window = 0;

  /**
   * @param limit how many times a key may be taken in a window
   * @param windowMs how long a window is, in milliseconds
   * @param maxKeys how many keys are counted each by itself; those beyond share one count, so that made-up keys fill
   *   neither the memory nor the limit of those who came before them
   */
  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
    private readonly maxKeys: number,
  ) {}

  /** Takes one for the key at the instant `now` (milliseconds): 0, or how many milliseconds to wait for the next. */
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
