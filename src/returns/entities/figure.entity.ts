import { Column, Entity } from 'typeorm';
import { Statement } from './row-of-version.js';

/** One figure as a version states it. */
@Entity('figures')
export class FigureEntity extends Statement {
  /** The joint activity that this is an of-which row for; null: an ordinary figure. */
  @Column({ name: 'joint_reference', type: 'text', nullable: true })
  jointReference!: string | null;

  /** The day that the figure is for; null: the whole phase. */
  @Column({ type: 'date', nullable: true })
  day!: string | null;

  @Column({ type: 'numeric', precision: 15, scale: 3, nullable: true })
  value!: string | null;

  /** Internal; never published. */
  @Column({ type: 'text', nullable: true })
  note!: string | null;

  /** The instant until which the force withholds it, as given; null: it does not. */
  @Column({ name: 'withheld_until', type: 'timestamptz', precision: 3, nullable: true })
  withheldUntil!: Date | null;
}

/** What a measure or part comes to in a version. Totals add these rows. */
@Entity('results')
export class ResultEntity extends Statement {
  /** The version of the measure's definition that it was worked out with. */
  @Column({ name: 'measure_version', type: 'integer' })
  measureVersion!: number;

  @Column({ type: 'numeric', nullable: true })
  value!: string | null;

  /** True if it includes a figure stated as APPROXIMATE. */
  @Column({ type: 'boolean' })
  approximate!: boolean;

  /** True if the parts that were not given are known to add nothing. */
  @Column({ name: 'settles_parts', type: 'boolean' })
  settlesParts!: boolean;

  /** The instant until which the measure is withheld, with all its parts; null: it is not. */
  @Column({ name: 'withheld_until', type: 'timestamptz', precision: 3, nullable: true })
  withheldUntil!: Date | null;
}
