import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** The discarding of a phase, with the reason and its later restoration. */
@Entity('phase_discards')
export class PhaseDiscardEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'discarded_at', type: 'timestamptz', precision: 3 })
  discardedAt!: Date;

  @Column({ name: 'discarded_by', type: 'text' })
  discardedBy!: string;

  /** Null if it has not been restored. */
  @Column({ name: 'restored_at', type: 'timestamptz', precision: 3, nullable: true })
  restoredAt!: Date | null;

  @Column({ name: 'restored_by', type: 'text', nullable: true })
  restoredBy!: string | null;
}
