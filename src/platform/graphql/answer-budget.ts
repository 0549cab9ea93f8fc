import { setImmediate } from 'node:timers/promises';
import { CodedError } from '../../common/errors.js';
import { requestScope } from '../request-scope/request-scope.js';

/** So many items of lists are worked on without a pause: every ordinary answer has fewer. */
const ITEMS_AT_ONCE = 1_000;
/** For so long an answer is worked on before others get their turn, in milliseconds. */
const TURN_MS = 10;

/** An item of a list that waits for its turn. */
interface Waiting {
  readonly begin: () => void;
  readonly refuse: (reason: unknown) => void;
}

/** What one answer may take: how many bytes it is, and how long others wait while it is worked out. */
export class AnswerBudget {
  private bytes = 0;
  private items = 0;
  private waiting: Waiting[] = [];
  /** Null: nothing waits. */
  private working: Promise<void> | null = null;

  /** @param mostBytes of the answer, as JSON */
  constructor(private readonly mostBytes: number) {}

  /** Counts bytes of the answer. */
  charge(bytes: number): void {
    this.bytes += bytes;
  }

  /** Whether the answer is larger than it may be. */
  get isSpent(): boolean {
    return this.bytes > this.mostBytes;
  }

  /** What the caller is told then. */
  get refusal(): CodedError {
    return new CodedError(
      'QUERY_TOO_COMPLEX',
      `The answer would be larger than ${this.mostBytes} bytes. Ask for fewer items (first), fields or aliases. Any mutation in this request has been carried out: read the result before you send it again.`,
    );
  }

  /**
   * The items of a list as they are to be worked on: a long answer lets others have their turn in between, and stops
   * where it becomes too large or nobody waits for it any more.
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

  /** Begins one item after the other; each is worked on in the microtasks that follow. */
  private async work(): Promise<void> {
    const unwanted = requestScope.getStore()?.time.unwanted;
    await Promise.resolve();
    let began = performance.now();
    while (this.waiting.length > 0) {
      const batch = this.waiting;
      this.waiting = [];
      for (const { begin, refuse } of batch) {
        if (this.isSpent) refuse(this.refusal);
        else if (unwanted?.aborted === true) refuse(unwanted.reason);
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
