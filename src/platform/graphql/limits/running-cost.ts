import { Semaphore } from 'async-mutex';
import { withAbort } from '../../request-scope/index.js';

/** The largest share that one operation takes, so that it fits beside the small ones that are always under way. */
const LARGEST_SHARE = 3 / 4;
/** Operations up to this share go ahead of larger ones that wait. */
const SMALL_SHARE = 1 / 20;
/**
 * The semaphore counts places, not cost: async-mutex 0.5 looks at each number below its value whenever something is
 * released, so with a value of millions every operation would take milliseconds.
 */
const MOST_PLACES = 1000;

/**
 * Limits the cost of all operations that are executed at the same time. The cost stands for the memory during
 * execution, so an operation that does not fit waits until others have ended. This delays nothing overall.
 */
export class RunningCost {
  private readonly count: number;
  private readonly places: Semaphore;

  /** @param most the cost of all operations together; one that costs more is executed alone */
  constructor(private readonly most: number) {
    this.count = Math.min(most, MOST_PLACES);
    this.places = new Semaphore(this.count);
  }

  /** The cost in use now. Each operation takes whole places, so it is a little more than the operations cost. */
  get used(): number {
    return ((this.count - this.places.getValue()) * this.most) / this.count;
  }

  /**
   * Waits until there is room.
   *
   * @param stop aborts the wait
   * @returns a function that returns the room; further calls have no effect
   * @throws the reason of `stop`
   */
  async take(cost: number, stop: AbortSignal | null): Promise<() => void> {
    const needed = Math.ceil((cost * this.count) / this.most);
    const places = Math.max(1, Math.min(needed, Math.floor(this.count * LARGEST_SHARE)));
    const isSmall = places <= this.count * SMALL_SHARE;
    const taking = this.places.acquire(places, isSmall ? 1 : 0);
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
