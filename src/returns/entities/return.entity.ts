import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Problem } from '../../common/problem.js';
import type { Channel, ReturnState, Step } from '../domain/index.js';
import { RowOfVersion } from './row-of-version.js';

/** A return: what one force reports for one phase. Created with its first version. */
@Entity('returns')
export class ReturnEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  /** The number of versions. A new version gets its number while this row is locked. */
  @Column({ type: 'integer', default: 0 })
  versions!: number;

  /** The current version: the newest that is not withdrawn; null: there is none. */
  @Column({ name: 'standing', type: 'integer', nullable: true })
  current!: number | null;
}

/** A version: one whole return, as it was submitted. It never changes. */
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

  /** The problems found when it was submitted: warnings, and checks that could not be run. */
  @Column({ type: 'jsonb', default: [] })
  problems!: Problem[];

  /** True: the region entered it for the force. */
  @Column({ name: 'on_behalf', type: 'boolean', default: false })
  onBehalf!: boolean;

  /** Who in the force supplied it to the region; null, here and in the next two: not stated. */
  @Column({ name: 'received_from', type: 'text', nullable: true })
  receivedFrom!: string | null;

  @Column({ name: 'received_at', type: 'timestamptz', precision: 3, nullable: true })
  receivedAt!: Date | null;

  @Column({ name: 'received_by', type: 'text', nullable: true })
  receivedBy!: Channel | null;

  /** The key of the version's seal in the audit record; null: the version is older than seals. */
  @Column({ name: 'content_key', type: 'bytea', nullable: true })
  contentKey!: Buffer | null;
}

/** A step that was taken with a version, and the state of the version after it. */
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

  /** Null: the service, when it was upgraded to the release that introduced acceptance. */
  @Column({ type: 'text', nullable: true })
  actor!: string | null;

  /** True: the actor acted as a deputy. The database sets this itself. */
  @Column({ name: 'as_deputy', type: 'boolean' })
  asDeputy!: boolean;

  /** When the version was submitted. Totals show it. */
  @Column({ name: 'submitted_at', type: 'timestamptz', precision: 3 })
  submittedAt!: Date;

  /** True while the region accepts it. */
  @Column({ type: 'boolean' })
  accepted!: boolean;

  /** True from its first acceptance on. */
  @Column({ name: 'was_accepted', type: 'boolean' })
  wasAccepted!: boolean;

  /** True while it is accepted without the force's sign-off. */
  @Column({ name: 'without_sign_off', type: 'boolean' })
  withoutSignOff!: boolean;
}

/** A key that a person sent with a submission, so that repeating the submission gives the first answer. */
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
