import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { ForceKind } from '../domain/index.js';

@Entity('forces')
export class ForceEntity {
  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  kind!: ForceKind;

  @Column({ name: 'ons_code', type: 'text', nullable: true })
  onsCode!: string | null;

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ name: 'also_known_as', type: 'text', array: true })
  alsoKnownAs!: string[];

  /** The last day before it became part of another force; null if it has not. */
  @Column({ name: 'valid_until', type: 'date', nullable: true })
  validUntil!: CalendarDate | null;

  /** The code of the force that it became part of; null if it has not. */
  @Column({ name: 'merged_into', type: 'text', nullable: true })
  mergedInto!: string | null;
}
