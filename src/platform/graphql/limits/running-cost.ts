import { withAbort } from '../../request-scope/index.js';

/** An operation counts as at most this share, so that it fits beside the small ones that are always under way. */
const LARGEST_SHARE = 3 / 4;
/** Operations up to this share go ahead of larger ones that wait. */
const SMALL_SHARE = 1 / 20;

/** An operation that waits for room, or has it. */
interface Operation {
  readonly share: number;
  readonly isSmall: boolean;
  hasRoom: boolean;
  readonly grant: () => void;
}

/**
 * Limits the cost of all operations that are executed at the same time. The cost stands for the memory during
 * execution, so an operation that does not fit waits until others have ended. This delays nothing overall.
 *
 * Larger operations are granted in their order of arrival. While one waits, small operations use no more than the
 * quarter that no operation needs, so that each waiting one gets its turn.
 */
export class RunningCost {
  private inUse = 0;
  private inUseBySmall = 0;
  private readonly small = new Set<Operation>();
  private readonly large = new Set<Operation>();

  /** @param most the cost of all operations together */
  constructor(private readonly most: number) {}

  /** The cost in use now. */
  get used(): number {
    return this.inUse;
  }

  /**
   * Waits until there is room.
   *
   * @param stop aborts the wait
   * @returns a function that returns the room; further calls have no effect
   * @throws the reason of `stop`
   */
  async take(cost: number, stop: AbortSignal | null): Promise<() => void> {
    const share = Math.min(cost, this.most * LARGEST_SHARE);
    const isSmall = share <= this.most * SMALL_SHARE;
    const queue = isSmall ? this.small : this.large;
    let grant = (): void => undefined;
    const granted = new Promise<void>((resolve) => {
      grant = resolve;
    });
    const operation: Operation = { share, isSmall, hasRoom: false, grant };
    queue.add(operation);
    this.grantWhatFits();
    try {
      await withAbort(stop, granted);
    } catch (error) {
      queue.delete(operation);
      this.giveBack(operation);
      throw error;
    }
    return () => {
      this.giveBack(operation);
    };
  }

  private grantWhatFits(): void {
    for (let next = this.next(); next !== null; next = this.next()) {
      this.small.delete(next);
      this.large.delete(next);
      this.inUse += next.share;
      if (next.isSmall) this.inUseBySmall += next.share;
      next.hasRoom = true;
      next.grant();
    }
  }

  /** The operation that is granted next; null if none fits, or none waits. */
  private next(): Operation | null {
    const room = this.most - this.inUse;
    const [small] = this.small;
    const [large] = this.large;
    const roomForSmall =
      large === undefined ? room : Math.min(room, this.most * (1 - LARGEST_SHARE) - this.inUseBySmall);
    if (small !== undefined && small.share <= roomForSmall) return small;
    return large !== undefined && large.share <= room ? large : null;
  }

  private giveBack(operation: Operation): void {
    if (operation.hasRoom) {
      operation.hasRoom = false;
      this.inUse -= operation.share;
      if (operation.isSmall) this.inUseBySmall -= operation.share;
    }
    this.grantWhatFits();
  }
}
