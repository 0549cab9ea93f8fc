import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { Observable, retry, Subject, timer, type Subscription } from 'rxjs';

/** What the migration data-stamps tells on. */
const CHANNEL = 'data_changes';
const LONGEST_PAUSE_MS = 30_000;

/**
 * Hears of every change of data when it is committed, by whatever process: the phase's code, or '' for reference data.
 * '' too whenever the connection is new, since nobody knows what went by before. What it tells is late, and for letting
 * go of what is out of date only: what must be right reads the stamp.
 */
@Injectable()
export class DataChanges implements OnApplicationShutdown {
  private readonly heard = new Subject<string>();
  private listening: Subscription | null = null;

  /** Tells of every change from now on. */
  subscribe(tell: (phase: string) => void): void {
    this.heard.subscribe(tell);
  }

  /** Begins to listen, with a connection of its own; one that is lost is made again, after ever longer pauses. */
  listen(servingUrl: string): void {
    this.listening = notifications(servingUrl)
      .pipe(
        retry({ resetOnSuccess: true, delay: (_, attempt) => timer(Math.min(2 ** attempt * 100, LONGEST_PAUSE_MS)) }),
      )
      .subscribe(this.heard);
  }

  onApplicationShutdown(): void {
    this.listening?.unsubscribe();
  }
}

/** The notifications of one connection, from the moment that it listens; an error when it is lost. */
function notifications(servingUrl: string): Observable<string> {
  return new Observable((subscriber) => {
    const client = new pg.Client({
      connectionString: servingUrl,
      application_name: 'operation-scorpion listening',
      keepAlive: true,
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
