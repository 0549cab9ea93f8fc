import { Column, PrimaryGeneratedColumn } from 'typeorm';
import type { FigureState, Qualifier } from '../domain/index.js';

/** What every row that belongs to a version has: phase and force are the version's, for row-level security. */
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

/** What is said of a measure, or of a part of it. Decimals are text, exact, in the measure's own unit. */
export abstract class Statement extends RowOfVersion {
  @Column({ type: 'text' })
  measure!: string;

  /** The measure's breakdown; null exactly where `part` is. */
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
