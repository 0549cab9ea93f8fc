import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { DeputisedRole } from '../domain/deputy.js';

/** The appointment of a deputy: a person may act in a role from a first to a last day. */
@Entity('deputies')
export class DeputyEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  person!: string;

  @Column({ type: 'text' })
  role!: DeputisedRole;

  /** The force of the role; null for the coordinator. */
  @Column({ type: 'text', nullable: true })
  force!: string | null;

  /** The first and the last day, Europe/London. */
  @Column({ name: 'from_day', type: 'date' })
  fromDay!: CalendarDate;

  @Column({ name: 'until_day', type: 'date' })
  untilDay!: CalendarDate;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'appointed_by', type: 'text' })
  appointedBy!: string;

  @Column({ name: 'appointed_at', type: 'timestamptz', precision: 3 })
  appointedAt!: Date;

  /** Null, like `endedAt`, if nobody ended it early. */
  @Column({ name: 'ended_by', type: 'text', nullable: true })
  endedBy!: string | null;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3, nullable: true })
  endedAt!: Date | null;
}
