import { Injectable } from '@nestjs/common';

/** How long a ping of the database may take, in milliseconds. */
const PING_TIMEOUT_MS = 2000;

/** Asks the database for a sign of life. Bound by whoever has the database, in a global module. */
export abstract class DatabasePing {
  /** Settles when the database has answered; rejects when it has not, at the latest when `stop` aborts. */
  abstract ping(stop: AbortSignal): Promise<void>;
}

/** Whether the service can do its work: it has come up, the database answers, and it is not going down. */
@Injectable()
export class Readiness {
  private stage: 'coming up' | 'up' | 'going down' = 'coming up';
  private pinging: Promise<boolean> | null = null;

  constructor(private readonly database: DatabasePing) {}

  /** Says that migrations and demo data are in. Nothing comes up again that is going down. */
  ready(): void {
    if (this.stage === 'coming up') this.stage = 'up';
  }

  /** Says that the service is going down: no more work, please. */
  goingDown(): void {
    this.stage = 'going down';
  }

  /** What a probe is told; probes at the same time share one ping. */
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
