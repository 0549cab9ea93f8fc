import { setMaxListeners } from 'node:events';

/** An AbortSignal that is made when somebody looks at it: most requests end before anybody does. */
export class LateSignal {
  private controller: AbortController | null = null;
  private reason: Error | null = null;

  /** As of an AbortController. */
  get signal(): AbortSignal {
    if (this.controller === null) {
      this.controller = new AbortController();
      // One for each transaction that runs for the same request at once: so many as it asks for.
      setMaxListeners(0, this.controller.signal);
      if (this.reason !== null) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  /** As of an AbortController; what came first stays. */
  abort(reason: Error): void {
    this.reason ??= reason;
    this.controller?.abort(this.reason);
  }
}
