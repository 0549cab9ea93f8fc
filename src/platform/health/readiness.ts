import { Injectable } from '@nestjs/common';

/** How long a ping of the database may take, in milliseconds. */
const PING_TIMEOUT_MS = 2000;

/** Checks that the database answers. The database module, which is global, provides it. */
export abstract class DatabasePing {
  /** Resolves when the database has answered; rejects if it does not, at the latest when `stop` aborts. */
  abstract ping(stop: AbortSignal): Promise<void>;
}

/** Whether the service can be used: it has started, the database answers, and it is not stopping. */
@Injectable()
export class Readiness {
  private stage: 'coming up' | 'up' | 'going down' = 'coming up';
  private pinging: Promise<boolean> | null = null;

  constructor(private readonly database: DatabasePing) {}

  /** Marks that migrations and reference data are done. A service that is stopping does not become ready again. */
  ready(): void {
    if (this.stage === 'coming up') this.stage = 'up';
  }

  /** Marks that the service is stopping. */
  goingDown(): void {
    this.stage = 'going down';
  }

  /** The result for a probe. Probes at the same time share one ping. */
  async state(): Promise<'ready' | 'not up' | 'database away'> {
    if (this.stage !== 'up') return 'not up';
    return (await this.ping()) ? 'ready' : 'database away';
  }

  private ping(): Promise<boolean> {
    this.pinging ??= this.database
      .ping(AbortSignal.timeout(PING_TIMEOUT_MS))
      .then(() => true)
      .catch(() => false)
      .finally(() => {
        this.pinging = null;
      });
    return this.pinging;
  }
}
