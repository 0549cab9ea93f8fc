import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A period before an election. Days are Europe/London, both ends included. */
@Entity('pre_election_periods')
export class PreElectionPeriodEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ name: 'from_day', type: 'date' })
  fromDay!: string;

  @Column({ name: 'until_day', type: 'date' })
  untilDay!: string;
}
