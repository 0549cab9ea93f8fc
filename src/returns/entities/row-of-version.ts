import { Column, PrimaryGeneratedColumn } from 'typeorm';
import type { FigureState, Qualifier } from '../domain/index.js';

/** The columns of every row that belongs to a version. Row-level security needs the version's phase and force. */
export abstract class RowOfVersion {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'version_id', type: 'bigint' })
  versionId!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;
}

/** A figure or result of a measure or part. Decimals are exact text, in the measure's unit. */
export abstract class Statement extends RowOfVersion {
  @Column({ type: 'text' })
  measure!: string;

  /** The measure's breakdown; null if and only if `part` is null. */
  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;

  @Column({ type: 'text', nullable: true })
  part!: string | null;

  @Column({ type: 'text' })
  state!: FigureState;

  @Column({ type: 'text', nullable: true })
  qualifier!: Qualifier | null;

  @Column({ type: 'numeric' })
  lower!: string;

  /** Null: no upper bound. */
  @Column({ type: 'numeric', nullable: true })
  upper!: string | null;
}
