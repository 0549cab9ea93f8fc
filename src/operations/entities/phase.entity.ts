import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { DatePrecision, Participation, PhaseAsk, PhaseStatus } from '../domain/index.js';

@Entity('phases')
export class PhaseEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  operation!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'starts_on', type: 'date' })
  startsOn!: CalendarDate;

  @Column({ name: 'ends_on', type: 'date' })
  endsOn!: CalendarDate;

  @Column({ name: 'dates_known_to', type: 'text' })
  datesKnownTo!: DatePrecision;

  @Column({ name: 'active_days', type: 'integer', nullable: true })
  activeDays!: number | null;

  @Column({ type: 'text', nullable: true })
  windows!: string | null;

  @Column({ type: 'text', nullable: true })
  focus!: string | null;

  @Column({ name: 'lead_force', type: 'text', nullable: true })
  leadForce!: string | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text' })
  status!: PhaseStatus;

  /** Moved on by every write that changes what the phase's totals rest on. */
  @Column({ name: 'data_version', type: 'bigint', default: 0 })
  dataVersion!: string;

  /** When that was last. Within a phase it only ever goes up. */
  @Column({ name: 'data_changed_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  dataChangedAt!: Date;

  /** Another one after every such write, at random: what was read before it is out of date. */
  @Column({ name: 'data_stamp', type: 'uuid', default: () => 'gen_random_uuid()' })
  dataStamp!: string;

  @Column({ name: 'returns_due_at', type: 'timestamptz', precision: 3, nullable: true })
  returnsDueAt!: Date | null;

  @Column({ name: 'closes_at', type: 'timestamptz', precision: 3, nullable: true })
  closesAt!: Date | null;

  @Column({ name: 'final_at', type: 'timestamptz', precision: 3, nullable: true })
  finalAt!: Date | null;

  /** When somebody closed it; null: nobody has, or it is not known. */
  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt!: Date | null;

  /** True: `closesAt` does not close it. */
  @Column({ name: 'kept_open', type: 'boolean', default: false })
  keptOpen!: boolean;

  /** Why it was kept open, the last time that it was. */
  @Column({ name: 'kept_open_reason', type: 'text', nullable: true })
  keptOpenReason!: string | null;

  /** Why another closing date opened or closed it, the last time that one did. */
  @Column({ name: 'closing_reason', type: 'text', nullable: true })
  closingReason!: string | null;
}

@Entity('participations')
export class ParticipationEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  participation!: Participation;

  /** Why it is as it is; null: as it was set up. Told by the function `participation_reason` alone. */
  @Column({ type: 'text', nullable: true, select: false })
  reason!: string | null;
}

@Entity('phase_asks')
export class PhaseAskEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  measure!: string;

  @Column({ type: 'text' })
  ask!: PhaseAsk['ask'];
}

/** An instant at which what a phase's totals rest on changed. */
@Entity('phase_changes')
export class PhaseChangeEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ name: 'changed_at', type: 'timestamptz', precision: 3 })
  changedAt!: Date;
}
