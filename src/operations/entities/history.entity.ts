import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Participation, PhaseAsk } from '../domain/index.js';

/** From when a force's part in a phase was so: written by a trigger, never changed. */
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

  /** `-infinity`: as the phase was set up. */
  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  /** Null: the service itself. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;
}

/** From when a phase asked so for a measure: written by a trigger, never changed. */
@Entity('phase_ask_changes')
export class PhaseAskChangeEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  measure!: string;

  /** Null: no longer asked for. */
  @Column({ type: 'text', nullable: true })
  ask!: PhaseAsk['ask'] | null;

  /** `-infinity`: as the phase was set up. */
  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  /** Null: the service itself. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;
}
