import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource, type EntitySchema, type MixedList } from 'typeorm';
import { CodedError } from '../common/errors.js';

/** The entities of every feature, handed in by the application, since this module knows no feature. */
export const ENTITIES = Symbol('ENTITIES');
// eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for entity classes
export type Entities = MixedList<Function | string | EntitySchema>;

/** More connections than this only queue inside PostgreSQL. */
const MOST_CONNECTIONS = 20;

/** `pg` would make a Date, in the server's time zone, of a calendar date; ours are strings end to end. */
const DATE_OID = 1082;
const typeParsers: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === DATE_OID ? (text: string) => text : (pg.types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** The serving role's connections. There are none until the start has a migrated database. */
@Injectable()
export class Database implements OnApplicationShutdown {
  private connected: DataSource | null = null;

  constructor(@Inject(ENTITIES) private readonly entities: Entities) {}

  /** Opens the connections; statements before that answer SERVICE_UNAVAILABLE. */
  async connect(servingUrl: string): Promise<void> {
    const source = new DataSource({
      type: 'postgres',
      url: servingUrl,
      entities: this.entities,
      applicationName: 'operation-scorpion',
      extra: {
        max: MOST_CONNECTIONS,
        connectionTimeoutMillis: 5_000,
        statement_timeout: 15_000,
        idle_in_transaction_session_timeout: 30_000,
        types: typeParsers,
      },
    });
    await source.initialize();
    this.connected = source;
  }

  /** The connections, for this folder only: everybody else goes through Transactions. */
  source(): DataSource {
    if (this.connected === null) {
      throw new CodedError('SERVICE_UNAVAILABLE', 'The service is starting; try again in a moment.');
    }
    return this.connected;
  }

  async onApplicationShutdown(): Promise<void> {
    const source = this.connected;
    this.connected = null;
    await source?.destroy();
  }
}
