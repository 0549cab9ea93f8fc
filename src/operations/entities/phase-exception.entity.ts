import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An exception for a force: until a given time, a closed phase accepts this force's first return. */
@Entity('phase_exceptions')
export class PhaseExceptionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  until!: Date;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ name: 'granted_at', type: 'timestamptz', precision: 3 })
  grantedAt!: Date;

  @Column({ name: 'granted_by', type: 'text' })
  grantedBy!: string;

  /** Null if it has not been revoked. */
  @Column({ name: 'revoked_at', type: 'timestamptz', precision: 3, nullable: true })
  revokedAt!: Date | null;

  @Column({ name: 'revoked_by', type: 'text', nullable: true })
  revokedBy!: string | null;
}
