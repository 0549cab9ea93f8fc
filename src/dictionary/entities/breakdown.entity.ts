import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DrugClass } from '../domain/index.js';

@Entity('breakdowns')
export class BreakdownEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;
}

@Entity('parts')
export class PartEntity {
  @PrimaryColumn({ type: 'text' })
  breakdown!: string;

  @PrimaryColumn({ type: 'text' })
  code!: string;

  /** The place in the dictionary's order, within the breakdown. */
  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'group_code', type: 'text', nullable: true })
  group!: string | null;
}

@Entity('part_classes')
export class PartClassEntity {
  @PrimaryColumn({ type: 'text' })
  breakdown!: string;

  @PrimaryColumn({ type: 'text' })
  part!: string;

  @Column({ name: 'drug_class', type: 'text' })
  drugClass!: DrugClass;

  /** '-infinity': no beginning. */
  @PrimaryColumn({ name: 'valid_from', type: 'date' })
  validFrom!: string;

  /** 'infinity': no end. */
  @Column({ name: 'valid_until', type: 'date' })
  validUntil!: string;
}
