import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The name of a person. It is stored only here, so that it can be erased. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Null if it was erased. */
  @Column({ type: 'text', nullable: true })
  name!: string | null;

  /** When the name was erased; null if it was not. */
  @Column({ name: 'erased_at', type: 'timestamptz', precision: 3, nullable: true })
  erasedAt!: Date | null;

  /** Random bytes that are in the digest of the name; null if it was erased. Nobody reads them. */
  @Column({ type: 'bytea', nullable: true, select: false })
  salt!: Buffer | null;
}
