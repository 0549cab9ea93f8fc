import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from 'pino';
import {
  DatabaseHealth,
  isLostConnection,
  isOutage,
  isRefusal,
  PINO,
  withAbort,
  type DatabaseTrouble,
} from '../../platform/index.js';
import { StartupError } from '../embedded/index.js';
import { Database } from './database.js';
import { HealthCheck, isSlow } from './health-check.js';

const CHECK_EVERY_MS = 1_000;
/** The pause after a check that failed, and after a connection was lost, in milliseconds. */
const CHECK_AGAIN_MS = 200;
/** How long one check may take, in milliseconds. */
const CHECK_MS = 1_500;
/** How long it may take to check the files, in milliseconds. It is long, because a busy process is slow. */
const FILES_MS = 10_000;
/** How long the database counts as unusable after a transaction failed, even if checks succeed, in milliseconds. */
const HOLD_MS = 2_000;

/** What a monitor checks. */
export interface Monitored {
  readonly servingUrl: string;
  /** Rejects if the files of the database are gone or belong to another service; null: it has a server of its own. */
  readonly assertFiles: (() => Promise<void>) | null;
}

/**
 * Checks every second whether the database can be used, and learns from transactions that fail. It logs one line at error
 * when trouble begins, one when the kind of trouble changes, and one when it ends.
 */
@Injectable()
export class DatabaseMonitor extends DatabaseHealth implements OnApplicationShutdown {
  private readonly ended = new AbortController();
  private current: { readonly kind: DatabaseTrouble; readonly since: number } | null = null;
  private failedAt = -Infinity;
  private isUrgent = false;
  private wasSlow = false;
  private monitored: Monitored | null = null;
  private watching: Promise<void> = Promise.resolve();
  private wake: () => void = () => undefined;

  constructor(
    @Inject(PINO) private readonly logger: Logger,
    private readonly database: Database,
  ) {
    super();
  }

  get trouble(): DatabaseTrouble | null {
    return this.current?.kind ?? null;
  }

  /** Starts to check. Commands do not call it, so nothing is logged for them. */
  start(monitored: Monitored): void {
    this.monitored = monitored;
    this.watching = this.keepChecking(monitored.servingUrl);
  }

  /**
   * Checks that the files of the database still exist.
   *
   * @throws StartupError if they do not; the system's error if it could not be checked
   */
  async assertFiles(): Promise<void> {
    if (this.monitored?.assertFiles == null) return;
    try {
      await withAbort(AbortSignal.timeout(FILES_MS), this.monitored.assertFiles());
    } catch (error) {
      if (error instanceof StartupError) this.begin('database unusable', error);
      throw error;
    }
  }

  /** Tells the monitor that a transaction failed. */
  failed(error: unknown): void {
    if (this.monitored === null) return;
    if (isOutage(error)) {
      this.failedAt = performance.now();
      // Missing files explain the failure better than its own message.
      this.assertFiles().then(
        () => {
          if (this.current === null) this.begin('database unusable', error);
        },
        () => undefined,
      );
    } else if (isLostConnection(error) || isRefusal(error)) {
      this.isUrgent = true;
      this.wake();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    this.ended.abort();
    this.wake();
    await this.watching;
  }

  private async keepChecking(servingUrl: string): Promise<void> {
    const check = new HealthCheck(servingUrl);
    while (!this.ended.signal.aborted) {
      const hasSucceeded = await this.checkOnce(check);
      await this.pause(hasSucceeded ? CHECK_EVERY_MS : CHECK_AGAIN_MS);
    }
    check.end();
  }

  /** @returns whether the check succeeded */
  private async checkOnce(check: HealthCheck): Promise<boolean> {
    const stop = AbortSignal.any([this.ended.signal, AbortSignal.timeout(CHECK_MS)]);
    const onNewConnection = this.isUrgent;
    this.isUrgent = false;
    try {
      await withAbort(stop, this.assertFiles());
      await check.run(stop, onNewConnection);
      // Transactions need the pools. An empty pool must be able to open a connection.
      await withAbort(stop, this.database.fillPools());
      this.wasSlow = false;
      this.endUnlessFailing();
      return true;
    } catch (error) {
      // A single slow check is no outage: requests would only wait.
      const isFirstSlow = isSlow(error) && !this.wasSlow && this.current === null;
      this.wasSlow = isSlow(error);
      if (!isFirstSlow) this.begin(kindOf(error), error);
      return false;
    }
  }

  private async pause(ms: number): Promise<void> {
    const woken = new AbortController();
    this.wake = () => {
      woken.abort();
    };
    if (this.ended.signal.aborted) return;
    await delay(CHECK_AGAIN_MS, null, { ref: false, signal: this.ended.signal }).catch(() => null);
    if (this.isUrgent || ms <= CHECK_AGAIN_MS) return;
    await delay(ms - CHECK_AGAIN_MS, null, { ref: false, signal: woken.signal }).catch(() => null);
  }

  private begin(kind: DatabaseTrouble, error: unknown): void {
    if (this.ended.signal.aborted) return;
    const isOther = this.current?.kind !== kind;
    this.current = { kind, since: this.current?.since ?? performance.now() };
    if (isOther) this.logger.error({ err: error }, `${kind}: requests fail until it is mended`);
  }

  /** Ends the trouble, unless a transaction failed a moment ago: checks do not find every reason. */
  private endUnlessFailing(): void {
    if (this.current === null || performance.now() - this.failedAt <= HOLD_MS) return;
    const seconds = Math.round((performance.now() - this.current.since) / 1000);
    this.current = null;
    this.logger.error({ seconds }, 'the database can be used again, as far as a check can tell');
  }
}

function kindOf(error: unknown): DatabaseTrouble {
  const isTimeout = error instanceof DOMException && error.name === 'TimeoutError';
  return isTimeout || isLostConnection(error) ? 'database away' : 'database unusable';
}
