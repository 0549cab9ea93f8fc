import { Entity, PrimaryColumn } from 'typeorm';

/** Who is named for every release of an operation's phases that is under embargo. */
@Entity('operation_release_readers')
export class OperationReleaseReaderEntity {
  @PrimaryColumn({ type: 'text' })
  operation!: string;

  @PrimaryColumn({ type: 'text' })
  person!: string;
}
