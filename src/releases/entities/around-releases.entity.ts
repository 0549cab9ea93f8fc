import { Column, Entity, PrimaryColumn, PrimaryGeneratedColumn } from 'typeorm';

/** What is prepared for publication. */
@Entity('release_drafts')
export class ReleaseDraftEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  /** JSON in UTF-8. */
  @Column({ type: 'bytea' })
  content!: Buffer;

  @Column({ name: 'prepared_at', type: 'timestamptz', precision: 3 })
  preparedAt!: Date;

  @Column({ name: 'prepared_by', type: 'text' })
  preparedBy!: string;
}

/** Who may read a draft beside the coordinator. */
@Entity('release_draft_readers')
export class ReleaseDraftReaderEntity {
  @PrimaryColumn({ type: 'text' })
  phase!: string;

  @PrimaryColumn({ type: 'text' })
  person!: string;
}

/** Who is named for every release of an operation's phases that is under embargo. */
@Entity('operation_release_readers')
export class OperationReleaseReaderEntity {
  @PrimaryColumn({ type: 'text' })
  operation!: string;

  @PrimaryColumn({ type: 'text' })
  person!: string;
}

/** A headline of which somebody took a copy. */
@Entity('headline_copies')
export class HeadlineCopyEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  person!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  measure!: string;

  /** Null: the measure as a whole. */
  @Column({ type: 'text', nullable: true })
  part!: string | null;

  /** Null: the region's. */
  @Column({ type: 'text', nullable: true })
  force!: string | null;

  @Column({ name: 'copied_at', type: 'timestamptz', precision: 3, default: () => 'clock_timestamp()' })
  copiedAt!: Date;
}

/** A period before an election. Days are Europe/London, both ends included. */
@Entity('pre_election_periods')
export class PreElectionPeriodEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'from_day', type: 'date' })
  fromDay!: string;

  @Column({ name: 'until_day', type: 'date' })
  untilDay!: string;
}
