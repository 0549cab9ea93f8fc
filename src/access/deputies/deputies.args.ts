import { ArgsType, Field, ID, InputType } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName, IsPlainText, PageArgs } from '../../platform/graphql/index.js';
import type { DeputisedRole, DeputyStatus } from '../domain/deputy.js';
import { DeputyRoleEnum, DeputyStatusEnum } from './deputies.types.js';

@ArgsType()
export class DeputiesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: "Only those of this force's roles; left out: of any, or none." })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DeputyStatusEnum, { nullable: true, description: 'Only those; left out: past and coming ones too.' })
  status?: DeputyStatus | null;

  @Field(() => Boolean, { defaultValue: true, description: 'True: the last appointed first.' })
  newestFirst!: boolean;
}

@ArgsType()
export class DeputyCandidatesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: "Only those of this force; left out: of any, or an approver's own." })
  @IsOptional()
  @IsName()
  force?: string | null;
}

@InputType({ description: 'Who is to stand in as what, and on which days.' })
export class AppointDeputyInput {
  @Field(() => ID, { description: 'The id of the person who stands in.' })
  @IsName()
  person!: string;

  @Field(() => DeputyRoleEnum, { description: 'As what.' })
  role!: DeputisedRole;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that the role is of; left out for the coordinator alone.',
  })
  @IsOptional()
  @IsName()
  force?: string | null;

  @Field(() => DateScalar, { description: 'The first day, Europe/London: today or later.' })
  from!: CalendarDate;

  @Field(() => DateScalar, { description: 'The last day, included: at most 31 days in all.' })
  until!: CalendarDate;

  @Field(() => String, { description: 'Why, 500 characters at most. Internal: never published. No personal data.' })
  @IsPlainText({ most: 500 })
  reason!: string;
}
