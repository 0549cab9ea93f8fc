import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { FigureState, Qualifier } from '../domain/index.js';

/** One value as a version states it. Decimals are text, exact, in the measure's own unit. */
@Entity('figures')
export class FigureEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'version_id', type: 'bigint' })
  versionId!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  measure!: string;

  /** The measure's breakdown; null exactly where `part` is. */
  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;

  @Column({ type: 'text', nullable: true })
  part!: string | null;

  /** The joint activity it is an of-which row of; null: the ordinary figure. */
  @Column({ name: 'joint_reference', type: 'text', nullable: true })
  jointReference!: string | null;

  /** The day it is of; null: the whole phase. */
  @Column({ type: 'date', nullable: true })
  day!: string | null;

  @Column({ type: 'text' })
  state!: FigureState;

  @Column({ type: 'numeric', precision: 15, scale: 3, nullable: true })
  value!: string | null;

  @Column({ type: 'text', nullable: true })
  qualifier!: Qualifier | null;

  @Column({ type: 'numeric' })
  lower!: string;

  /** Null: no upper bound. */
  @Column({ type: 'numeric', nullable: true })
  upper!: string | null;

  /** Internal; never published. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;
}

/** What a measure, or a part of it, comes to in a version; totals add these rows. */
@Entity('results')
export class ResultEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ name: 'version_id', type: 'bigint' })
  versionId!: string;

  @Column({ type: 'text' })
  phase!: string;

  @Column({ type: 'text' })
  force!: string;

  @Column({ type: 'text' })
  measure!: string;

  /** The version of the measure's definition under which it was worked out. */
  @Column({ name: 'measure_version', type: 'integer' })
  measureVersion!: number;

  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;

  @Column({ type: 'text', nullable: true })
  part!: string | null;

  @Column({ type: 'text' })
  state!: FigureState;

  @Column({ type: 'numeric', nullable: true })
  value!: string | null;

  @Column({ type: 'text', nullable: true })
  qualifier!: Qualifier | null;

  @Column({ type: 'numeric' })
  lower!: string;

  @Column({ type: 'numeric', nullable: true })
  upper!: string | null;

  /** True when a figure stated as APPROXIMATE is in it. */
  @Column({ type: 'boolean' })
  approximate!: boolean;

  /** True when the parts that were not given are known to be nil. */
  @Column({ name: 'settles_parts', type: 'boolean' })
  settlesParts!: boolean;
}
