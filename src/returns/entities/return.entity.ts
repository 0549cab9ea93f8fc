import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Problem } from '../../common/problem.js';
import type { ReturnState } from '../domain/index.js';
import { RowOfVersion } from './row-of-version.js';

/** What one force reports for one phase; made with its first version. */
@Entity('returns')
export class ReturnEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  /** How many versions there are. Under this row's lock the next one gets its number. */
  @Column({ type: 'integer', default: 0 })
  versions!: number;
}

/** One whole return, as it was submitted. It never changes. */
@Entity('return_versions')
export class ReturnVersionEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ name: 'submitted_by', type: 'text' })
  submittedBy!: string;

  @Column({ name: 'window_from', type: 'date', nullable: true })
  windowFrom!: CalendarDate | null;

  @Column({ name: 'window_to', type: 'date', nullable: true })
  windowTo!: CalendarDate | null;

  @Column({ name: 'as_at', type: 'date', nullable: true })
  asAt!: CalendarDate | null;

  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** The warnings that it was submitted with, and what could not be evaluated then. */
  @Column({ type: 'jsonb', default: [] })
  problems!: Problem[];
}

/** A state that a version came into, and when. */
@Entity('version_states')
export class VersionStateEntity extends RowOfVersion {
  /** The version's number. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  state!: ReturnState;

  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  @Column({ type: 'text' })
  actor!: string;
}

/** A key that a person sent with a submission, so that sending it again gives the same answer. */
@Entity('idempotency_keys')
export class IdempotencyKeyEntity {
  @PrimaryColumn({ type: 'text' })
  person!: string;

  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ name: 'input_hash', type: 'bytea' })
  inputHash!: Buffer;

  @Column({ name: 'version_id', type: 'bigint' })
  versionId!: string;

  @Column({ name: 'used_at', type: 'timestamptz', precision: 3 })
  usedAt!: Date;
}
