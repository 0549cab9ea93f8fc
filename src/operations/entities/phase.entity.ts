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
}

@Entity('participations')
export class ParticipationEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  participation!: Participation;
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
