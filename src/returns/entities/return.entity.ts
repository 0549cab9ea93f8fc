import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Problem } from '../../common/problem.js';
import type { Channel, ReturnState, Step } from '../domain/index.js';
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

  /** The newest version that was not withdrawn; null: none stands. */
  @Column({ type: 'integer', nullable: true })
  standing!: number | null;
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

  /** What looked wrong, or could not be looked at, when it was submitted. */
  @Column({ type: 'jsonb', default: [] })
  problems!: Problem[];

  /** True: the region entered it for the force. */
  @Column({ name: 'on_behalf', type: 'boolean', default: false })
  onBehalf!: boolean;

  /** Who of the force gave it to whoever entered it; null, here and in the next two: not said. */
  @Column({ name: 'received_from', type: 'text', nullable: true })
  receivedFrom!: string | null;

  @Column({ name: 'received_at', type: 'timestamptz', precision: 3, nullable: true })
  receivedAt!: Date | null;

  @Column({ name: 'received_by', type: 'text', nullable: true })
  receivedBy!: Channel | null;

  /** The key of the seal by which the audit record binds the version; null: a version of before there were seals. */
  @Column({ name: 'content_key', type: 'bytea', nullable: true })
  contentKey!: Buffer | null;
}

/** A step that somebody took with a version, and the state that it came into by that. */
@Entity('version_states')
export class VersionStateEntity extends RowOfVersion {
  /** The version's number. */
  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  step!: Step;

  @Column({ type: 'text' })
  state!: ReturnState;

  @Column({ name: 'began_at', type: 'timestamptz', precision: 3 })
  beganAt!: Date;

  /** Null: the service itself, when it was brought up to a release with acceptance. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;

  /** True: the actor did it in another's place. The database says so itself, and takes no other word for it. */
  @Column({ name: 'as_deputy', type: 'boolean' })
  asDeputy!: boolean;

  /** When the version was submitted: what totals tell of it. */
  @Column({ name: 'submitted_at', type: 'timestamptz', precision: 3 })
  submittedAt!: Date;

  /** True while the region counts it. */
  @Column({ type: 'boolean' })
  accepted!: boolean;

  /** True from its first acceptance on. */
  @Column({ name: 'was_accepted', type: 'boolean' })
  wasAccepted!: boolean;

  /** True while it counts although its force has not signed it off. */
  @Column({ name: 'without_sign_off', type: 'boolean' })
  withoutSignOff!: boolean;
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
