import { Column, Entity, PrimaryColumn } from 'typeorm';
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
}
