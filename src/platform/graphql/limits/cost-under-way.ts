import { Semaphore } from 'async-mutex';
import { unless } from '../../request-scope/index.js';

/** One operation takes no more than this part of all, so that it fits beside the small ones that always run. */
const LARGEST_SHARE = 3 / 4;
/** Operations up to this part of all go before larger ones that wait. */
const SMALL_SHARE = 1 / 20;

/**
 * The cost of all operations that are executed at the same time. What an operation costs is what it takes of memory while
 * it is executed, so what does not fit waits for others to end: done one after the other it is done as soon.
 */
export class CostUnderWay {
  private readonly places: Semaphore;

  /** @param most the cost of all operations together; one that costs more is executed alone */
  constructor(private readonly most: number) {
    this.places = new Semaphore(most);
  }

  /** What is taken now. */
  get used(): number {
    return this.most - this.places.getValue();
  }

  /**
   * Waits until there is room.
   *
   * @param stop when nobody needs it any more
   * @returns gives the room back; once, however often it is called
   * @throws the reason of `stop`
   */
  async take(cost: number, stop: AbortSignal | null): Promise<() => void> {
    const weight = Math.max(1, Math.min(cost, Math.floor(this.most * LARGEST_SHARE)));
    const isSmall = weight <= this.most * SMALL_SHARE;
    const taking = this.places.acquire(weight, isSmall ? 1 : 0);
    try {
      const [, release] = await unless(stop, taking);
      return release;
    } catch (error) {
      // Its turn comes all the same, and goes on to the next.
      taking.then(([, release]) => release()).catch(() => undefined);
      throw error;
    }
  }
}
