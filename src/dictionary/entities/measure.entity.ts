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

/** The properties of a measure that never change. */
@Entity('measures')
export class MeasureEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  /** The place in the dictionary's order; if left out, the database assigns it. */
  @Column({ type: 'integer', generated: 'identity', generatedIdentity: 'BY DEFAULT' })
  position!: number;

  @Column({ type: 'text' })
  unit!: MeasureUnit;

  @Column({ type: 'text', nullable: true })
  breakdown!: string | null;
}

/** A version of a measure's definition, which applies from a day on. */
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

  /** The breakdown of the measure, repeated here so that a constraint can check the rule against it. */
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

/** A rule: if there is some of `measure`, there must be some of `implied`. */
@Entity('measure_implications')
export class MeasureImplicationEntity {
  @PrimaryColumn({ type: 'text' })
  measure!: string;

  @PrimaryColumn({ type: 'text' })
  implied!: string;
}

/** A measure that a single large seizure may dominate. */
@Entity('single_haul_measures')
export class SingleHaulMeasureEntity {
  @PrimaryColumn({ type: 'text' })
  measure!: string;
}

/** A rule: everything that `part` counts is also counted in `whole`. */
@Entity('measure_wholes')
export class MeasureWholeEntity {
  @PrimaryColumn({ type: 'text' })
  part!: string;

  @PrimaryColumn({ type: 'text' })
  whole!: string;
}
