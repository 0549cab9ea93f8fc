import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Participation, PhaseAsk } from '../domain/index.js';

/** The history of a force's participation in a phase. Rows are written by a trigger and never changed. */
@Entity('participation_changes')
export class ParticipationChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  participation!: Participation;

  /** `-infinity`: from the creation of the phase. */
  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  /** Null for the service itself. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}

/** The history of what a phase asks for. Rows are written by a trigger and never changed. */
@Entity('phase_ask_changes')
export class PhaseAskChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  measure!: string;

  /** Null if the measure is no longer asked for. */
  @Column({ type: 'text', nullable: true })
  ask!: PhaseAsk['ask'] | null;

  /** `-infinity`: from the creation of the phase. */
  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  /** Null for the service itself. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;
}
