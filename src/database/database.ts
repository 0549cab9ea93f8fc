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

/**
 * Connections of each of the two pools: 20 in all, since more than that only queue inside PostgreSQL. Reads have a pool
 * of their own, so that writers who wait for each other's locks keep no reader waiting.
 */
const CONNECTIONS_A_POOL = 10;

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
      // One server, two pools: TypeORM knows a second pool for reads only as that of a replica.
      replication: { master: { url: servingUrl }, slaves: [{ url: servingUrl }] },
      entities: this.entities,
      applicationName: 'operation-scorpion',
      extra: {
        Client: ServingClient,
        watch: this.watch,
        keepAlive: true,
        max: CONNECTIONS_A_POOL,
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
    const driver = source.driver as PostgresDriver;
    this.watch.poolsAre({ write: driver.master as PoolState, read: driver.slaves[0] as PoolState });
    this.signOfLife = new SignOfLife(servingUrl, CONNECTING_MS);
    this.connected = source;
  }

  /** The connections, for this folder only: everybody else goes through Transactions. */
  source(): DataSource {
    if (this.connected === null) {
      throw new CodedError('SERVICE_UNAVAILABLE', 'The service is starting or stopping. Try again shortly.');
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
