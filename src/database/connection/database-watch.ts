import { Injectable } from '@nestjs/common';
import { SpanKind } from '@opentelemetry/api';
import type { Counter, Histogram } from 'prom-client';
import { inSpan, Metrics } from '../../platform/index.js';

/** `none`: a statement outside a transaction, such as a check that the database answers. */
export type TransactionMode = 'read' | 'write' | 'none';

/** The first word of a statement, after any comments. */
const FIRST_WORD = /^(?:\s|\/\*[^*]*\*\/)*(\w+)/;

/** The counts of a pool's connections. */
export interface PoolState {
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
}

/** The pools: for reading and for writing transactions. */
type Pools = Readonly<Record<'read' | 'write', PoolState>>;

const NO_CONNECTIONS: PoolState = { totalCount: 0, idleCount: 0, waitingCount: 0 };

/** Metrics and traces of the database: the number and duration of statements and transactions, and connections. */
@Injectable()
export class DatabaseWatch {
  private readonly statements: Histogram<'transaction'>;
  private readonly transactions: Counter<'transaction' | 'outcome'>;
  private readonly retries: Counter;
  private readonly abandoned: Counter;
  private pools: Pools = { read: NO_CONNECTIONS, write: NO_CONNECTIONS };

  constructor(metrics: Metrics) {
    this.statements = metrics.duration('sql_statement_duration_seconds', 'SQL statements.', ['transaction']);
    this.transactions = metrics.counter(
      'sql_transactions_total',
      'Attempts at transactions; a repeated attempt counts again.',
      ['transaction', 'outcome'],
    );
    this.retries = metrics.counter('sql_transaction_retries_total', 'Transactions tried again after a conflict.');
    this.abandoned = metrics.counter(
      'sql_connections_abandoned_total',
      'Connections closed while a statement ran on them, because the time limit had passed or the caller had gone.',
    );
    metrics.gauge('sql_pool_connections', 'Connections of a pool.', ['pool', 'state'], (gauge) => {
      for (const [pool, { idleCount, totalCount }] of Object.entries(this.pools)) {
        gauge.set({ pool, state: 'idle' }, idleCount);
        gauge.set({ pool, state: 'busy' }, totalCount - idleCount);
      }
    });
    metrics.gauge('sql_pool_waiting', 'Transactions that wait for a connection of a pool.', ['pool'], (gauge) => {
      for (const [pool, { waitingCount }] of Object.entries(this.pools)) gauge.set({ pool }, waitingCount);
    });
  }

  /** Sets the pools that are measured. */
  poolsAre(pools: Pools): void {
    this.pools = pools;
  }

  /** Runs, times and traces a statement, without its text and its parameters. */
  async statement<T>(transaction: TransactionMode, sql: string, run: () => Promise<T>): Promise<T> {
    const end = this.statements.startTimer({ transaction });
    const operation = FIRST_WORD.exec(sql)?.[1]?.toUpperCase() ?? 'SQL';
    const attributes = { 'db.system.name': 'postgresql', 'db.operation.name': operation };
    try {
      return await inSpan(operation, { kind: SpanKind.CLIENT, attributes }, run);
    } finally {
      end();
    }
  }

  /** Runs, counts and traces a transaction. If it rejects, it was not committed, or that is not known. */
  async transaction<T>(transaction: TransactionMode, run: () => Promise<T>): Promise<T> {
    let outcome = 'not committed';
    try {
      const result = await inSpan(`${transaction} transaction`, { kind: SpanKind.INTERNAL }, run);
      outcome = 'committed';
      return result;
    } finally {
      this.transactions.inc({ transaction, outcome });
    }
  }

  retry(): void {
    this.retries.inc();
  }

  connectionAbandoned(): void {
    this.abandoned.inc();
  }
}
