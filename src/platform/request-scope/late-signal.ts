import { setMaxListeners } from 'node:events';

/** An AbortSignal that is made on first use, because most requests end without needing it. */
export class LateSignal {
  private controller: AbortController | null = null;
  private reason: Error | null = null;

  /** The signal, as of an AbortController. */
  get signal(): AbortSignal {
    if (this.controller === null) {
      this.controller = new AbortController();
      // One listener for each transaction of the request that runs at the same time; there is no limit.
      setMaxListeners(0, this.controller.signal);
      if (this.reason !== null) this.controller.abort(this.reason);
    }
    return this.controller.signal;
  }

  /** Aborts, as an AbortController does; the first reason stays. */
  abort(reason: Error): void {
    this.reason ??= reason;
    this.controller?.abort(this.reason);
  }
}
