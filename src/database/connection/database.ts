import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { CodedError } from '../../common/errors.js';
import { DatabaseWatch, type PoolState } from './database-watch.js';
import { refuseUnfit } from '../installation/installation.js';
import { KEEP_ALIVE_AFTER_MS } from './keep-alive.js';
import { open } from './open.js';
import { ServingClient } from './serving-client.js';
import { sessionOptions } from './session-settings.js';

/** The entities of all features, passed in by the application, because this module does not know features. */
export const ENTITIES = Symbol('ENTITIES');
export type Entities = NonNullable<DataSourceOptions['entities']>;

/**
 * The connections of each of the two pools: 20 in all, because more would only wait inside PostgreSQL. Reads have their
 * own pool, so that they do not wait for writers that wait for each other's locks.
 */
const CONNECTIONS_A_POOL = 10;

/** How long opening a connection may take, in milliseconds. */
const CONNECTING_MS = 5_000;

/** Keeps calendar dates as strings; `pg` would make them a Date in the time zone of the server. */
const typeParsers = {
  getTypeParser: (oid: Parameters<typeof pg.types.getTypeParser>[0], format: 'text'): unknown =>
    oid === pg.types.builtins.DATE ? (text: string) => text : pg.types.getTypeParser(oid, format),
};

/** The connections of the serving role. There are none until the start has migrated the database. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private connected: DataSource | null = null;

  constructor(
    @Inject(ENTITIES) private readonly entities: Entities,
    private readonly watch: DatabaseWatch,
  ) {}

  /**
   * Opens the connections. Until then every statement fails with SERVICE_UNAVAILABLE.
   *
   * @param demo whether the service is in demo mode, which the database must be marked for
   * @throws StartupError if the database is not of this release or not for this mode
   */
  async connect(servingUrl: string, demo: boolean): Promise<void> {
    const source = new DataSource({
      type: 'postgres',
      // One server with two pools: TypeORM supports a second pool for reads only as that of a replica.
      replication: { master: { url: servingUrl }, slaves: [{ url: servingUrl }] },
      entities: this.entities,
      applicationName: 'operation-scorpion',
      extra: {
        Client: ServingClient,
        watch: this.watch,
        keepAlive: true,
        keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
        // An idle pool keeps one, so that other clients of the server cannot take every connection meanwhile.
        min: 1,
        max: CONNECTIONS_A_POOL,
        connectionTimeoutMillis: CONNECTING_MS,
        statement_timeout: 15_000,
        lock_timeout: 10_000,
        idle_in_transaction_session_timeout: 30_000,
        types: typeParsers,
        options: sessionOptions(),
      },
    });
    await open(source, 'DATABASE_URL');
    try {
      await refuseUnfit(source, demo);
    } catch (error) {
      await source.destroy();
      throw error;
    }
    const driver = source.driver as PostgresDriver;
    this.watch.poolsAre({ write: driver.master as PoolState, read: driver.slaves[0] as PoolState });
    this.connected = source;
  }

  /** The connections, for this folder only. All other code uses Transactions. */
  source(): DataSource {
    if (this.connected === null) {
      throw new CodedError('SERVICE_UNAVAILABLE', 'The service is starting or stopping. Try again shortly.');
    }
    return this.connected;
  }

  /** Opens a connection of each pool that has none. Rejects if that is not possible. */
  async fillPools(): Promise<void> {
    const driver = this.source().driver as PostgresDriver;
    for (const pool of [driver.master as pg.Pool, driver.slaves[0] as pg.Pool]) {
      if (pool.totalCount === 0) (await pool.connect()).release();
    }
  }

  async onApplicationShutdown(): Promise<void> {
    const source = this.connected;
    this.connected = null;
    await source?.destroy();
  }
}
