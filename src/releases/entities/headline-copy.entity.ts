import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

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
