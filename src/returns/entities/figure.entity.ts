import { Column, Entity } from 'typeorm';
import { Statement } from './row-of-version.js';

/** One value as a version states it. */
@Entity('figures')
export class FigureEntity extends Statement {
  /** The joint activity it is an of-which row of; null: the ordinary figure. */
  @Column({ name: 'joint_reference', type: 'text', nullable: true })
  jointReference!: string | null;

  /** The day it is of; null: the whole phase. */
  @Column({ type: 'date', nullable: true })
  day!: string | null;

  @Column({ type: 'numeric', precision: 15, scale: 3, nullable: true })
  value!: string | null;

  /** Internal; never published. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;
}

/** What a measure, or a part of it, comes to in a version; totals add these rows. */
@Entity('results')
export class ResultEntity extends Statement {
  /** The version of the measure's definition under which it was worked out. */
  @Column({ name: 'measure_version', type: 'integer' })
  measureVersion!: number;

  @Column({ type: 'numeric', nullable: true })
  value!: string | null;

  /** True when a figure stated as APPROXIMATE is in it. */
  @Column({ type: 'boolean' })
  approximate!: boolean;

  /** True when the parts that were not given are known to be nil. */
  @Column({ name: 'settles_parts', type: 'boolean' })
  settlesParts!: boolean;
}
