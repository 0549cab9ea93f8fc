import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CalendarDate } from '../../common/dates.js';
import type { Membership } from '../domain/index.js';

/** A force's membership of an operation; first and last day are included. */
@Entity('memberships')
export class MembershipEntity {
  @PrimaryColumn({ type: 'text' })
  operation!: string;

  @PrimaryColumn({ type: 'text' })
  force!: string;

  /** `-infinity`: no beginning. */
  @PrimaryColumn({ name: 'from_day', type: 'date' })
  fromDay!: CalendarDate;

  /** Null: no end. */
  @Column({ name: 'until_day', type: 'date', nullable: true })
  untilDay!: CalendarDate | null;

  /** If a merger ended it: its last day before that, `infinity`: none. Null: no merger did. */
  @Column({ name: 'until_before_merger', type: 'date', nullable: true })
  untilBeforeMerger!: string | null;

  @Column({ type: 'text' })
  participation!: Membership['participation'];
}
