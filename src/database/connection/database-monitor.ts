import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import { DatabaseHealth, isLostConnection, isOutage, PINO, type DatabaseTrouble } from '../../platform/index.js';
import { DatabaseWatch } from './database-watch.js';
import { HealthCheck } from './health-check.js';

const LOOK_EVERY_MS = 1_000;
/** How long one look may take, in milliseconds. */
const LOOK_MS = 2_000;
/** How long after a transaction failed the trouble goes on, in milliseconds: a look may not find the reason. */
const HOLD_MS = 2_000;

/** What a monitor looks at. */
export interface Monitored {
  readonly servingUrl: string;
  /** Rejects if the files of the database are gone or belong to another service; null: it has a server of its own. */
  readonly assertFiles: (() => Promise<void>) | null;
}

/**
 * Watches whether the database can be used: it looks every second, and learns from each transaction that fails. An outage
 * is one line in the log, at error, and its end another.
 */
@Injectable()
export class DatabaseMonitor extends DatabaseHealth implements OnApplicationShutdown {
  private readonly ended = new AbortController();
  private current: { readonly kind: DatabaseTrouble; readonly since: number } | null = null;
  private failedAt = -Infinity;
  private lostConnection = false;
  private monitored: Monitored | null = null;
  private wake: () => void = () => undefined;

  constructor(
    @Inject(PINO) private readonly logger: Logger,
    private readonly watch: DatabaseWatch,
  ) {
    super();
  }

  get trouble(): DatabaseTrouble | null {
    return this.current?.kind ?? null;
  }

  /** Begins to watch. */
  start(monitored: Monitored): void {
    this.monitored = monitored;
    this.keepLooking(monitored.servingUrl).catch((error: unknown) => {
      this.begin('database unusable', error);
    });
  }

  /** Rejects if what was committed is lost, because the files of the database are gone. */
  async assertFiles(): Promise<void> {
    try {
      await this.monitored?.assertFiles?.();
    } catch (error) {
      this.begin('database unusable', error);
      throw error;
    }
  }

  /** Learns of an error with which a transaction ended. A lost connection is looked into at once. */
  failed(error: unknown): void {
    if (isLostConnection(error)) {
      this.lostConnection = true;
      this.wake();
    } else if (isOutage(error)) {
      this.failedAt = performance.now();
      // If the files are gone, that is the reason.
      this.assertFiles().then(
        () => {
          this.begin('database unusable', error);
        },
        () => undefined,
      );
    }
  }

  onApplicationShutdown(): void {
    this.ended.abort();
    this.wake();
  }

  private async keepLooking(servingUrl: string): Promise<void> {
    const check = new HealthCheck(servingUrl);
    while (!this.ended.signal.aborted) {
      try {
        await this.assertFiles();
        const mustConnect = this.lostConnection || this.watch.hasEmptyPool();
        this.lostConnection = false;
        await check.run(AbortSignal.any([this.ended.signal, AbortSignal.timeout(LOOK_MS)]), mustConnect);
        if (performance.now() - this.failedAt > HOLD_MS) this.end();
      } catch (error) {
        this.begin(kindOf(error), error);
      }
      await this.pause();
    }
    check.end();
  }

  /** Waits until it is time to look again, or a connection is lost. */
  private async pause(): Promise<void> {
    const woken = new AbortController();
    this.wake = () => {
      woken.abort();
    };
    await delay(LOOK_EVERY_MS, null, { ref: false, signal: woken.signal }).catch(() => null);
  }

  private begin(kind: DatabaseTrouble, error: unknown): void {
    if (this.ended.signal.aborted) return;
    const isNew = this.current === null;
    this.current = { kind, since: this.current?.since ?? performance.now() };
    if (isNew) this.logger.error({ err: error }, `${kind}: requests fail until it is mended`);
  }

  private end(): void {
    if (this.current === null) return;
    const seconds = Math.round((performance.now() - this.current.since) / 1000);
    this.current = null;
    this.logger.error({ seconds }, 'the database can be used again');
  }
}

function kindOf(error: unknown): DatabaseTrouble {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return isTimeout || isLostConnection(error) ? 'database away' : 'database unusable';
}
