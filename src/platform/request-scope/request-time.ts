import { CodedError } from '../../common/errors.js';
import { ExpectedError } from '../errors/expected-error.js';
import { LateSignal } from './late-signal.js';

/** The time limit of a request or of shared work, and whether its result is still needed. */
export class RequestTime {
  private readonly over = new LateSignal();
  private readonly useless = new LateSignal();
  private readonly timer: NodeJS.Timeout | null;
  private readonly endsAt: number;

  /**
   * @param limitMs the time limit from now, in milliseconds; 0: no limit
   * @param onOverdue called when the time is up, with the error for the caller
   */
  constructor(
    private readonly limitMs: number,
    private onOverdue: ((reason: CodedError) => void) | null = null,
  ) {
    this.endsAt = limitMs === 0 ? Infinity : performance.now() + limitMs;
    this.timer = limitMs === 0 ? null : setTimeout(() => this.end(this.timeIsUp()), limitMs).unref();
  }

  /** Aborted when the time is up. Its reason is the error for the caller. */
  get overdue(): AbortSignal {
    return this.over.signal;
  }

  /**
   * Aborted when nobody needs the answer: the time is up, or the caller has gone. Only for work that reads. A change
   * that has begun continues when its caller goes: the caller can ask again with the same idempotency key.
   */
  get abandoned(): AbortSignal {
    return this.useless.signal;
  }

  /** The time left, in milliseconds, not below 0; Infinity: no limit. */
  leftMs(): number {
    return Math.max(0, this.endsAt - performance.now());
  }

  /**
   * The answer was sent: stops the clock and drops references to the request, because pooled objects such as database
   * connections refer to the last request that they worked for.
   */
  answered(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.onOverdue = null;
  }

  /** The caller has closed the connection before the answer was sent. */
  callerGone(): void {
    this.useless.abort(new ExpectedError('The caller closed the connection before the answer was ready.'));
  }

  /** Ends the time now. Has no effect if it has ended. */
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
