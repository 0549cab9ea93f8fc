import { CodedError } from '../../common/errors.js';
import { ExpectedError } from '../errors/expected-error.js';
import { LateSignal } from './late-signal.js';

/** How long a request, or what is done for several together, may take, and when its answer is of no use any more. */
export class RequestTime {
  private readonly over = new LateSignal();
  private readonly useless = new LateSignal();
  private readonly timer: NodeJS.Timeout | null;
  private readonly endsAt: number;

  /**
   * @param limitMs what the request is given, from now, in milliseconds; 0: as long as it takes
   * @param onOverdue is told when the time is up, with what the caller is to be told
   */
  constructor(
    private readonly limitMs: number,
    private onOverdue: ((reason: CodedError) => void) | null = null,
  ) {
    this.endsAt = limitMs === 0 ? Infinity : performance.now() + limitMs;
    this.timer = limitMs === 0 ? null : setTimeout(() => this.end(this.timeIsUp()), limitMs).unref();
  }

  /** Aborted when the time is up. Its reason is what the caller is told. */
  get overdue(): AbortSignal {
    return this.over.signal;
  }

  /**
   * Aborted when nobody can use the answer: the time is up, or the caller has gone. For work that only reads: a change
   * that has begun goes on when its caller goes, who may not know that it began and, by its idempotency key, asks again.
   */
  get unwanted(): AbortSignal {
    return this.useless.signal;
  }

  /** What is left, in milliseconds, not below 0; Infinity: no limit. */
  leftMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /**
   * The answer is out, and the clock stops. Nothing of the request is kept: what is pooled, such as a connection to the
   * database, knows the last request that it worked for until the next one.
   */
  answered(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.onOverdue = null;
  }

  /** The caller has closed the connection before the answer was out. */
  callerGone(): void {
    this.useless.abort(new ExpectedError('The caller closed the connection before the answer was ready.'));
  }

  /** Ends it now. Nothing happens where it has ended. */
  end(reason: CodedError): void {
    const { onOverdue } = this;
    this.answered();
    this.over.abort(reason);
    this.useless.abort(reason);
    onOverdue?.(reason);
  }

  private timeIsUp(): CodedError {
    return new CodedError(
      'SERVICE_UNAVAILABLE',
      `The request took longer than the limit of ${this.limitMs} ms: it was cancelled and nothing was stored. Try again shortly, or ask for less.`,
    );
  }
}
