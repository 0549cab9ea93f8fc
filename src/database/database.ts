import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CodedError } from '../common/errors.js';
import { DatabasePing } from '../platform/index.js';
import { DatabaseWatch, type PoolState } from './database-watch.js';
import { refuseUnfit } from './installation.js';
import { open } from './open.js';
import { ServingClient } from './serving-client.js';
import { SignOfLife } from './sign-of-life.js';

/** The entities of every feature, handed in by the application, since this module knows no feature. */
export const ENTITIES = Symbol('ENTITIES');
export type Entities = NonNullable<DataSourceOptions['entities']>;

/** More connections than this only queue inside PostgreSQL. */
const MOST_CONNECTIONS = 20;

/** How long a connection may take to come about, in milliseconds. */
const CONNECTING_MS = 5_000;

/** `pg` would make a Date, in the server's time zone, of a calendar date; ours are strings end to end. */
const typeParsers = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format: 'text'): unknown =>
    oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

/** The serving role's connections. There are none until the start has a migrated database. */
@Injectable()
export class Database extends DatabasePing implements OnApplicationShutdown {
  private connected: DataSource | null = null;
  private signOfLife: SignOfLife | null = null;

  constructor(
    @Inject(ENTITIES) private readonly entities: Entities,
    private readonly watch: DatabaseWatch,
  ) {
    super();
  }

  /**
   * Opens the connections; until then every statement answers SERVICE_UNAVAILABLE.
   *
   * @param demo whether this service runs as a demo, as the database must say of itself
   * @throws StartRefused when the database is not for this release, or not of this kind
   */
  async connect(servingUrl: string, demo: boolean): Promise<void> {
    const source = new DataSource({
      type: 'postgres',
      url: servingUrl,
      entities: this.entities,
      applicationName: 'operation-scorpion',
      extra: {
        Client: ServingClient,
        watch: this.watch,
        keepAlive: true,
        max: MOST_CONNECTIONS,
        connectionTimeoutMillis: CONNECTING_MS,
        statement_timeout: 15_000,
        lock_timeout: 10_000,
        idle_in_transaction_session_timeout: 30_000,
        types: typeParsers,
      },
    });
    await open(source, 'DATABASE_URL');
    try {
      await refuseUnfit(source, demo);
    } catch (error) {
      await source.destroy();
      throw error;
    }
    this.watch.poolIs((source.driver as PostgresDriver).master as PoolState);
    this.signOfLife = new SignOfLife(servingUrl, CONNECTING_MS);
    this.connected = source;
  }

  /** The connections, for this folder only: everybody else goes through Transactions. */
  source(): DataSource {
    if (this.connected === null) {
      throw new CodedError('SERVICE_UNAVAILABLE', 'The service is starting or stopping; try again in a moment.');
    }
    return this.connected;
  }

  async ping(stop: AbortSignal): Promise<void> {
    this.source();
    await this.signOfLife?.ask(stop);
  }

  async onApplicationShutdown(): Promise<void> {
    const source = this.connected;
    this.connected = null;
    this.signOfLife?.end();
    await source?.destroy();
  }
}
