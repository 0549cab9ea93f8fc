import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  AcrossPhases,
  Ask,
  BreakdownRule,
  Category,
  Headline,
  MeasureUnit,
  PreferredDirection,
} from '../domain/index.js';

/** What never changes of a measure. */
@Entity('measures')
export class MeasureEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  /** The place in the dictionary's order; given by the database where left out. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  position!: number;

  @Column({ type: 'text' })
  unit!: MeasureUnit;

  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;
}

/** What is said of a measure from a day on. */
@Entity('measure_versions')
export class MeasureVersionEntity {
  @PrimaryColumn({ type: 'text' })
  measure!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'also_known_as', type: 'text', array: true })
  alsoKnownAs!: string[];

  @Column({ type: 'text' })
  category!: Category;

  /** The measure's own, repeated so that the database can hold the rule to it. */
  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;

  @Column({ name: 'breakdown_rule', type: 'text', nullable: true })
  breakdownRule!: BreakdownRule | null;

  @Column({ type: 'boolean' })
  exhaustive!: boolean;

  @Column({ type: 'text' })
  ask!: Ask;

  @Column({ name: 'across_phases', type: 'text' })
  acrossPhases!: AcrossPhases;

  @Column({ type: 'text' })
  headline!: Headline;

  @Column({ name: 'preferred_direction', type: 'text' })
  preferredDirection!: PreferredDirection;

  @Column({ type: 'text' })
  definition!: string;

  /** Null on the first version, and on no other. */
  @Column({ name: 'valid_from', type: 'date', nullable: true })
  validFrom!: string | null;
}

/** Across measures: where there is some of `measure`, there is some of `implied`. */
@Entity('measure_implications')
export class MeasureImplicationEntity {
  @PrimaryColumn({ type: 'text' })
  measure!: string;

  @PrimaryColumn({ type: 'text' })
  implied!: string;
}

/** A measure that one haul may rule. */
@Entity('single_haul_measures')
export class SingleHaulMeasureEntity {
  @PrimaryColumn({ type: 'text' })
  measure!: string;
}

/** Across measures: what `part` counts is among what `whole` counts. */
@Entity('measure_wholes')
export class MeasureWholeEntity {
  @PrimaryColumn({ type: 'text' })
  part!: string;

  @PrimaryColumn({ type: 'text' })
  whole!: string;
}
