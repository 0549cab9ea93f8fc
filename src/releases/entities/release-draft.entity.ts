import { Column, Entity, PrimaryColumn } from 'typeorm';

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
