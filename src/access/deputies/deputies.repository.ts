import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Page } from '../../common/page.js';
import type { Appointment, AppointmentContext, DeputyStatus } from '../domain/deputy.js';
import type { Person } from '../domain/person.js';
import { personJson } from '../people/people.repository.js';

/** Filters appointments; null: not filtered by this. */
export interface DeputiesFilter {
  readonly force: string | null;
  readonly status: DeputyStatus | null;
  /** True: newest first. */
  readonly newestFirst: boolean;
}

/** An appointment as read. */
export interface Deputy extends Omit<Appointment, 'person'> {
  readonly id: string;
  readonly person: Person;
  readonly status: DeputyStatus;
  readonly appointedBy: Person;
  readonly appointedAt: Date;
  /** Null, like `endedAt`, if nobody ended it early. */
  readonly endedBy: Person | null;
  readonly endedAt: Date | null;
}

const TODAY = `(now() AT TIME ZONE 'Europe/London')::date`;

/** SQL: whether an appointment is valid today. */
export const runsToday = (deputy: string): string =>
  `${deputy}.ended_at IS NULL AND ${TODAY} BETWEEN ${deputy}.from_day AND ${deputy}.until_day`;

const STATUS = `CASE WHEN d.ended_at IS NOT NULL OR d.until_day < ${TODAY} THEN 'PAST'
  WHEN d.from_day > ${TODAY} THEN 'COMING' ELSE 'RUNNING' END`;

const DEPUTY = `d.id, ${personJson('d.person')} AS person, d.role, d.force, d.from_day::text AS from,
  d.until_day::text AS until, d.reason, ${STATUS} AS status, ${personJson('d.appointed_by')} AS "appointedBy",
  d.appointed_at AS "appointedAt", CASE WHEN d.ended_by IS NOT NULL THEN ${personJson('d.ended_by')} END AS "endedBy",
  d.ended_at AS "endedAt"`;

/** The form of the id of an appointment. */
const ID = /^[1-9]\d{0,17}$/;

/** The SQL of deputies. */
@Injectable()
export class DeputiesRepository {
  /** A page of the appointments that the actor may see, in the order in which they were made. */
  async list(tx: EntityManager, { force, status, newestFirst }: DeputiesFilter, page: Page): Promise<Deputy[]> {
    const [beyond, order] = newestFirst ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
    return tx.query<Deputy[]>(
      `SELECT ${DEPUTY} FROM deputies d
       WHERE ($1::text IS NULL OR d.force = $1) AND ($2::text IS NULL OR ${STATUS} = $2)
         AND ($3::bigint IS NULL OR d.id ${beyond} $3)
       ORDER BY d.id ${order} LIMIT $4`,
      [force, status, page.after ?? null, page.first],
    );
  }

  /** @param id any text @returns null if it does not exist or the actor may not see it */
  async find(tx: EntityManager, id: string): Promise<Deputy | null> {
    if (!ID.test(id)) {
      return null;
    }
    const [found] = await tx.query<Deputy[]>(`SELECT ${DEPUTY} FROM deputies d WHERE d.id = $1`, [id]);
    return found ?? null;
  }

  /** Locks the person's appointments until the transaction ends. */
  async lock(tx: EntityManager, person: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtext('deputy'), hashtext($1))`, [person]);
  }

  /**
   * Today, and the earliest appointment of the person to the same role that overlaps this one. Call it under the lock.
   */
  async around(tx: EntityManager, sent: Appointment): Promise<Pick<AppointmentContext, 'today' | 'overlap'>> {
    const [row] = await tx.query<{ today: CalendarDate; overlap: AppointmentContext['overlap'] }[]>(
      `SELECT ${TODAY}::text AS today, (
         SELECT json_build_object('from', d.from_day, 'until', d.until_day) FROM deputies d
         WHERE d.person = $1 AND d.role = $2 AND d.force IS NOT DISTINCT FROM $3 AND d.ended_at IS NULL
           AND d.from_day <= $5 AND d.until_day >= $4
         ORDER BY d.from_day LIMIT 1
       ) AS overlap`,
      [sent.person, sent.role, sent.force, sent.from, sent.until],
    );
    if (row === undefined) {
      throw new Error('The database did not say what day it is.');
    }
    return row;
  }

  /** @returns the id of the new appointment */
  async add(tx: EntityManager, { person, role, force, from, until, reason }: Appointment, by: string): Promise<string> {
    const [row] = await tx.query<{ id: string }[]>(
      `INSERT INTO deputies (person, role, force, from_day, until_day, reason, appointed_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
      [person, role, force, from, until, reason, by],
    );
    if (row === undefined) {
      throw new Error('A deputy who was just appointed is not there.');
    }
    return row.id;
  }

  /** Ends an appointment early. @returns false if it has already ended */
  async end(tx: EntityManager, id: string, by: string): Promise<boolean> {
    const [, ended] = await tx.query<[unknown, number]>(
      `UPDATE deputies SET ended_by = $2, ended_at = clock_timestamp()
       WHERE id = $1 AND ended_at IS NULL AND until_day >= ${TODAY}`,
      [id, by],
    );
    return ended > 0;
  }
}
