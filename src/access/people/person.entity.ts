import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a person is called: here and nowhere else, so that it can be erased. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** Null: erased. */
  @Column({ type: 'text', nullable: true })
  name!: string | null;

  /** Null: it is not. */
  @Column({ name: 'erased_at', type: 'timestamptz', precision: 3, nullable: true })
  erasedAt!: Date | null;
}
