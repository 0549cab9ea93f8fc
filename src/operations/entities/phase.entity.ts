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

  /** Increased by every write that changes the phase's totals. */
  @Column({ name: 'data_version', type: 'bigint', default: 0 })
  dataVersion!: string;

  /** When the data version was last increased; it never goes back. */
  @Column({ name: 'data_changed_at', type: 'timestamptz', precision: 3, default: () => 'now()' })
  dataChangedAt!: Date;

  /** A new random value after every such write. Data read under another stamp is out of date. */
  @Column({ name: 'data_stamp', type: 'uuid', default: () => 'gen_random_uuid()' })
  dataStamp!: string;

  @Column({ name: 'returns_due_at', type: 'timestamptz', precision: 3, nullable: true })
  returnsDueAt!: Date | null;

  @Column({ name: 'closes_at', type: 'timestamptz', precision: 3, nullable: true })
  closesAt!: Date | null;

  @Column({ name: 'final_at', type: 'timestamptz', precision: 3, nullable: true })
  finalAt!: Date | null;

  /** When it was closed by somebody; null if nobody did, or if that is not known. */
  @Column({ name: 'closed_at', type: 'timestamptz', precision: 3, nullable: true })
  closedAt!: Date | null;

  /** True if `closesAt` does not close it. */
  @Column({ name: 'kept_open', type: 'boolean', default: false })
  keptOpen!: boolean;

  /** The reason given when it was last kept open. */
  @Column({ name: 'kept_open_reason', type: 'text', nullable: true })
  keptOpenReason!: string | null;

  /** True: only the coordinator reads its totals. */
  @Column({ name: 'totals_held_back', type: 'boolean', default: false })
  totalsHeldBack!: boolean;

  /** When this ends by itself, because a release comes out; null: not by itself. No answer contains it. */
  @Column({ name: 'held_back_until', type: 'timestamptz', precision: 3, nullable: true })
  heldBackUntil!: Date | null;

  /** The reason given when a new closing date last opened or closed it. */
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

  /** The reason for the last change; null if unchanged. Only the function `participation_reason` returns it. */
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

/** An instant at which the data of a phase's totals changed. */
@Entity('phase_changes')
export class PhaseChangeEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ name: 'changed_at', type: 'timestamptz', precision: 3 })
  changedAt!: Date;
}
