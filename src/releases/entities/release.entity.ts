import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ProblemCode } from '../../common/problem.js';
import type { ReleaseEvent, ReleaseKind } from '../domain/index.js';

/** One version of a phase's release. Only `opensAt` (to an earlier time) and `withdrawnAt` (once) change. */
@Entity('releases')
export class ReleaseEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', nullable: true })
  kind!: ReleaseKind | null;

  /** Published. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;

  @Column({ name: 'published_at', type: 'timestamptz', precision: 3 })
  publishedAt!: Date;

  @Column({ name: 'as_at', type: 'timestamptz', precision: 3 })
  asAt!: Date;

  /** The end of the embargo as it was first set; null: none. */
  @Column({ name: 'embargo_until', type: 'timestamptz', precision: 3, nullable: true })
  embargoUntil!: Date | null;

  /** From then on everybody who reads releases sees it. */
  @Column({ name: 'opens_at', type: 'timestamptz', precision: 3 })
  opensAt!: Date;

  @Column({ name: 'withdrawn_at', type: 'timestamptz', precision: 3, nullable: true })
  withdrawnAt!: Date | null;

  /** JSON in UTF-8. */
  @Column({ type: 'bytea' })
  content!: Buffer;

  /** SHA-256. */
  @Column({ name: 'content_hash', type: 'bytea' })
  contentHash!: Buffer;
}

/** Who may read a release under embargo. */
@Entity('release_readers')
export class ReleaseReaderEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @PrimaryColumn({ type: 'text' })
  person!: string;
}

/** What was done with a release, and why. */
@Entity('release_steps')
export class ReleaseStepEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  step!: 'PUBLISH' | 'BRING_FORWARD' | 'WITHDRAW' | ReleaseEvent;

  @Column({ type: 'timestamptz', precision: 3 })
  at!: Date;

  @Column({ type: 'text' })
  actor!: string;

  /** Internal. */
  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  /** For PUBLISH and BRING_FORWARD: when it opens by this step. */
  @Column({ name: 'opens_at', type: 'timestamptz', precision: 3, nullable: true })
  opensAt!: Date | null;
}

/** The reason to publish a release despite the warnings with a code. */
@Entity('release_acknowledgements')
export class ReleaseAcknowledgementEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @PrimaryColumn({ type: 'text' })
  code!: ProblemCode;

  @Column({ type: 'text' })
  reason!: string;
}

/** A reading of a release under embargo by somebody who is named for it. */
@Entity('release_reads')
export class ReleaseReadEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  phase!: string;

  /** Null: the draft. */
  @Column({ type: 'integer', nullable: true })
  version!: number | null;

  @Column({ type: 'text' })
  person!: string;

  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  at!: Date;
}
