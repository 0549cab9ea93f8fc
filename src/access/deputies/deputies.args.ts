import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName, IsPlainText, PageArgs } from '../../platform/graphql/index.js';
import type { DeputisedRole, DeputyStatus } from '../domain/deputy.js';
import { DeputyRoleEnum, DeputyStatusEnum } from './deputies.types.js';

@ArgsType()
export class DeputiesArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description: 'Only deputies in a role of the force with this code. If left out, deputies in any role.',
  })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DeputyStatusEnum, {
    nullable: true,
    description: 'Only appointments with this status. If left out, all.',
  })
  status?: DeputyStatus | null;

  @Field(() => Boolean, {
    defaultValue: true,
    description: 'True: the newest appointment comes first. False: the oldest.',
  })
  newestFirst!: boolean;
}

@ArgsType()
export class DeputyCandidatesArgs extends PageArgs {
  @Field(() => ID, {
    nullable: true,
    description:
      'Only people of the force with this code. If left out: all people for the coordinator, those of their own force for an approver.',
  })
  @IsOptional()
  @IsName()
  force?: string | null;
}

@InputType({ description: 'The appointment of a deputy.' })
export class AppointDeputyInput {
  @Field(() => ID, { description: 'The id of the person who is to be the deputy.' })
  @IsName()
  person!: string;

  @Field(() => DeputyRoleEnum, { description: 'The role that they are to act in.' })
  role!: DeputisedRole;

  @Field(() => ID, {
    nullable: true,
    description:
      'The code of the force that the role belongs to. Required for every role except coordinator, which takes none.',
  })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DateScalar, { description: 'The first day, Europe/London: today or later.' })
  from!: CalendarDate;

  @Field(() => DateScalar, {
    description: 'The last day, included, Europe/London. An appointment covers 31 days at most.',
  })
  until!: CalendarDate;

  @Field(() => String, {
    description: 'Why they are appointed, 500 characters at most. Internal: never published. No personal data.',
  })
  @IsPlainText({ most: 500 })
  reason!: string;
}
