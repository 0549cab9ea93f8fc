import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { KEEP_ALIVE_AFTER_MS } from '../connection/keep-alive.js';
import { Observable, retry, Subject, timer, type Subscription } from 'rxjs';

/** The channel of the notifications; see the migration data-stamps. */
const CHANNEL = 'data_changes';
const LONGEST_PAUSE_MS = 30_000;

/**
 * Notifies of every committed change of data, by any process: with the phase's code, or '' for reference data. It also
 * notifies with '' for each new connection, because changes may have been missed. Notifications arrive late, so use
 * them only to drop cached data; code that must be correct reads the stamp.
 */
@Injectable()
export class DataChanges implements OnApplicationShutdown {
  private readonly changes = new Subject<string>();
  private listening: Subscription | null = null;

  /** Emits every change from now on. */
  subscribe(notify: (phase: string) => void): void {
    this.changes.subscribe(notify);
  }

  /** Starts to listen on a separate connection. A lost connection is opened again, after increasing pauses. */
  listen(servingUrl: string): void {
    this.listening = notifications(servingUrl)
      .pipe(
        retry({ resetOnSuccess: true, delay: (_, attempt) => timer(Math.min(2 ** attempt * 100, LONGEST_PAUSE_MS)) }),
      )
      .subscribe(this.changes);
  }

  onApplicationShutdown(): void {
    this.listening?.unsubscribe();
  }
}

/** The notifications of one connection; an error when it is lost. */
function notifications(servingUrl: string): Observable<string> {
  return new Observable((subscriber) => {
    const client = new pg.Client({
      connectionString: servingUrl,
      application_name: 'operation-scorpion listening',
      keepAlive: true,
      keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
      connectionTimeoutMillis: 5_000,
    });
    client.on('notification', ({ payload = '' }) => {
      subscriber.next(payload);
    });
    client.on('error', (error) => {
      subscriber.error(error);
    });
    client.on('end', () => {
      subscriber.error(new Error('The connection that listens for notifications has ended.'));
    });
    client
      .connect()
      .then(() => client.query(`LISTEN ${CHANNEL}`))
      .then(
        () => {
          subscriber.next('');
        },
        (error: unknown) => {
          subscriber.error(error);
        },
      );
    return () => {
      client.end().catch(() => undefined);
    };
  });
}
