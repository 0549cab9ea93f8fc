import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName, IsPlainText, LONGEST_SEARCH, PageArgs } from '../../platform/graphql/index.js';
import type { PhaseStatus } from '../domain/index.js';
import { PhaseStatusEnum } from './operations.types.js';

@ArgsType()
export class PhasesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only of this operation; left out: of all.' })
  @IsOptional()
  @IsName()
  operation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Words, ${LONGEST_SEARCH} characters at most: only phases that have each of them anywhere in their code, name or focus, in upper or lower case.`,
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_SEARCH })
  search?: string | null;

  @Field(() => PhaseStatusEnum, { nullable: true, description: 'Only of this status; left out: of any.' })
  status?: PhaseStatus | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only those whose first day is then or later.' })
  from?: CalendarDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only those whose first day is then or earlier.' })
  to?: CalendarDate | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: the last first.' })
  newestFirst!: boolean;
}
