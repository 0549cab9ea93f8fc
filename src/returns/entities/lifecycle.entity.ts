import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';
import type { ProblemCode } from '../../common/problem.js';
import type { QuestionEnding } from '../domain/index.js';
import { RowOfVersion } from './row-of-version.js';

/** Why somebody took a step: for who reads the return, where the steps themselves are for who reads totals. */
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

/** What the region asked about a version. */
@Entity('questions')
export class QuestionEntity extends RowOfVersion {
  @Column({ type: 'text' })
  question!: string;

  @Column({ name: 'asked_by', type: 'text' })
  askedBy!: string;

  @Column({ name: 'asked_at', type: 'timestamptz', precision: 3 })
  askedAt!: Date;
}

/** That a question ended, or was opened again. The last row of a question says which; one that has none is open. */
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

/** Why a figure that a warning is about is right all the same: said by who signed the version off. */
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

/** What an analyst keeps before it is sent, as it was typed. */
@Entity('drafts')
export class DraftEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  /** Goes up by one each time it is saved, also after one was thrown away or sent. */
  @Column({ type: 'integer' })
  revision!: number;

  /** Null: it was thrown away or sent. */
  @Column({ type: 'json', nullable: true })
  entry!: object | null;

  @Column({ name: 'saved_by', type: 'text' })
  savedBy!: string;

  @Column({ name: 'saved_at', type: 'timestamptz', precision: 3 })
  savedAt!: Date;
}
