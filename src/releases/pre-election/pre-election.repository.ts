import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PreElectionPeriod } from '../domain/index.js';

/** The SQL of pre-election periods. */
@Injectable()
export class PreElectionRepository {
  /** All of them, by first day. */
  async all(tx: EntityManager): Promise<PreElectionPeriod[]> {
    return tx.query<PreElectionPeriod[]>(
      `SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods ORDER BY from_day, name`,
    );
  }

  /** Those that include the day of this instant, Europe/London, by first day. */
  async including(tx: EntityManager, at: Date): Promise<PreElectionPeriod[]> {
    return tx.query<PreElectionPeriod[]>(
      `SELECT name, from_day::text AS "from", until_day::text AS "until" FROM pre_election_periods
       WHERE ($1::timestamptz AT TIME ZONE 'Europe/London')::date BETWEEN from_day AND until_day ORDER BY from_day, name`,
      [at],
    );
  }

  /** Puts these in place of all others. Until the transaction ends, nobody else can. */
  async replace(tx: EntityManager, periods: readonly PreElectionPeriod[]): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('pre-election periods'))`);
    await tx.query('DELETE FROM pre_election_periods');
    await tx.query(
      `INSERT INTO pre_election_periods (name, from_day, until_day)
       SELECT name, "from", until FROM jsonb_to_recordset($1) AS period (name text, "from" date, until date)`,
      [JSON.stringify(periods)],
    );
  }
}
