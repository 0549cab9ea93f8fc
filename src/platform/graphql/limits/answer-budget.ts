import { setImmediate } from 'node:timers/promises';
import { CodedError } from '../../../common/errors.js';
import { requestScope } from '../../request-scope/request-scope.js';

/** The list items that are resolved without a pause; ordinary answers have fewer. */
const ITEMS_AT_ONCE = 1_000;
/** How long one answer is worked on before others have their turn, in milliseconds. */
const TURN_MS = 10;

/** An item of a list that waits for its turn. */
interface Waiting {
  readonly begin: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** Limits one answer: its size in bytes, and how long others wait while it is made. */
export class AnswerBudget {
  private bytes = 0;
  private items = 0;
  private waiting: Waiting[] = [];
  /** Null if nothing waits. */
  private working: Promise<void> | null = null;

  /** @param mostBytes the largest answer, as JSON */
  constructor(private readonly mostBytes: number) {}

  /** Counts bytes of the answer. */
  charge(bytes: number): void {
    this.bytes += bytes;
  }

  /** Whether the answer is larger than it may be. */
  get isSpent(): boolean {
    return this.bytes > this.mostBytes;
  }

  /** The error that the caller then gets. */
  get refusal(): CodedError {
    return new CodedError(
      'QUERY_TOO_COMPLEX',
      `The answer would be larger than ${this.mostBytes} bytes. Ask for fewer items (lower 'first'), fields or aliases. Any mutation in this request has been carried out: read the result before you send it again.`,
    );
  }

  /**
   * The items of a list, each as a promise that resolves when its turn comes. A long answer pauses so that others have
   * their turn, and stops if it becomes too large or nobody waits for it any more.
   */
  inTurns<Item>(list: readonly Item[]): readonly (Item | Promise<Item>)[] {
    this.items += list.length;
    if (this.items <= ITEMS_AT_ONCE) return list;
    this.working ??= this.work();
    return list.map(
      (item) =>
        new Promise<Item>((resolve, refuse) => {
          this.waiting.push({ begin: () => resolve(item), refuse });
        }),
    );
  }

  /** Starts the items one after the other; each is resolved in the microtasks that follow. */
  private async work(): Promise<void> {
    const abandoned = requestScope.getStore()?.time.abandoned;
    await Promise.resolve();
    let began = performance.now();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      for (const { begin, refuse } of batch) {
        if (this.isSpent) refuse(this.refusal);
        else if (abandoned?.aborted === true) refuse(abandoned.reason);
        else begin();
        await Promise.resolve();
        if (performance.now() - began < TURN_MS) continue;
        await setImmediate();
        began = performance.now();
      }
    }
    this.working = null;
  }
}
