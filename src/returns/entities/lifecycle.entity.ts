import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ProblemCode } from '../../common/problem.js';
import type { AskerRole, QuestionEnding } from '../domain/index.js';
import { RowOfVersion } from './row-of-version.js';

/**
 * The reason for a step. Readers of the return may see it; the steps themselves are visible to all readers of totals.
 */
@Entity('step_reasons')
export class StepReasonEntity {
  /** The id of the row of `version_states`. */
  @PrimaryColumn({ name: 'step_id', type: 'bigint' })
  stepId!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  reason!: string;
}

/** A question that the region, or an approver of the force, asked about a version. */
@Entity('questions')
export class QuestionEntity extends RowOfVersion {
  @Column({ type: 'text' })
  question!: string;

  @Column({ name: 'asked_by', type: 'text' })
  askedBy!: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3 })
  askedAt!: Date;

  /** Null: for the region. The database sets it from the role in which the question is asked. */
  @Column({ name: 'asked_as', type: 'text', nullable: true })
  askedAs!: Exclude<AskerRole, 'REGIONAL_COORDINATOR'> | null;
}

/** A row for each time that a question ended or was reopened. The last row counts; without a row it is open. */
@Entity('question_endings')
export class QuestionEndingEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'bigint' })
  question!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  ending!: QuestionEnding | 'REOPENED';

  /** Null unless it was answered. */
  @Column({ type: 'text', nullable: true })
  answer!: string | null;

  @Column({ name: 'ended_by', type: 'text' })
  endedBy!: string;

  @Column({ name: 'ended_at', type: 'timestamptz', precision: 3 })
  endedAt!: Date;
}

/** The reason why a figure is correct despite a warning, given at sign-off. */
@Entity('acknowledgements')
export class AcknowledgementEntity extends RowOfVersion {
  @Column({ type: 'text' })
  code!: ProblemCode;

  @Column({ type: 'text', nullable: true })
  measure!: string | null;

  @Column({ type: 'text', nullable: true })
  part!: string | null;

  @Column({ type: 'text' })
  reason!: string;
}

/** A draft of a return, as it was typed. */
@Entity('drafts')
export class DraftEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  /** Rises by one with each save, also after a draft was discarded or submitted. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Null: the draft was discarded or submitted. */
  @Column({ type: 'json', nullable: true })
  entry!: object | null;

  @Column({ name: 'saved_by', type: 'text' })
  savedBy!: string;

  @Column({ name: 'saved_at', type: 'timestamptz', precision: 3 })
  savedAt!: Date;
}
