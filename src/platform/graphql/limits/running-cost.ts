import { Semaphore } from 'async-mutex';
import { withAbort } from '../../request-scope/index.js';

/** The largest share that one operation takes, so that it fits beside the small ones that are always under way. */
const LARGEST_SHARE = 3 / 4;
/** Operations up to this share go ahead of larger ones that wait. */
const SMALL_SHARE = 1 / 20;

/**
 * Limits the cost of all operations that are executed at the same time. The cost stands for the memory during
 * execution, so an operation that does not fit waits until others have ended. This delays nothing overall.
 */
export class RunningCost {
  private readonly places: Semaphore;

  /** @param most the cost of all operations together; one that costs more is executed alone */
  constructor(private readonly most: number) {
    this.places = new Semaphore(most);
  }

  /** The cost in use now. */
  get used(): number {
    return this.most - this.places.getValue();
  }

  /**
   * Waits until there is room.
   *
   * @param stop aborts the wait
   * @returns a function that returns the room; further calls have no effect
   * @throws the reason of `stop`
   */
  async take(cost: number, stop: AbortSignal | null): Promise<() => void> {
    const weight = Math.max(1, Math.min(cost, Math.floor(this.most * LARGEST_SHARE)));
    const isSmall = weight <= this.most * SMALL_SHARE;
    const taking = this.places.acquire(weight, isSmall ? 1 : 0);
    try {
      const [, release] = await withAbort(stop, taking);
      return release;
    } catch (error) {
      // Its turn still comes later; the room is then returned at once.
      taking.then(([, release]) => release()).catch(() => undefined);
      throw error;
    }
  }
}
