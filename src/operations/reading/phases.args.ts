import { ArgsType, Field, ID } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, IsName, IsPlainText, LONGEST_SEARCH, PageArgs } from '../../platform/graphql/index.js';
import type { PhaseStatus } from '../domain/index.js';
import { PhaseStatusEnum } from './operations.types.js';

@ArgsType()
export class PhasesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'Only phases of the operation with this code. If left out, of all.' })
  @IsOptional()
  @IsName()
  operation?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `Search words, ${LONGEST_SEARCH} characters at most. Only phases with every word in their code, name or focus; upper and lower case are the same.`,
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_SEARCH })
  search?: string | null;

  @Field(() => PhaseStatusEnum, {
    nullable: true,
    description: 'Only phases with this status. If left out, all but discarded ones.',
  })
  status?: PhaseStatus | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is this day or later.' })
  from?: CalendarDate | null;

  @Field(() => DateScalar, { nullable: true, description: 'Only phases whose first day is this day or earlier.' })
  to?: CalendarDate | null;

  @Field(() => Boolean, { defaultValue: false, description: 'True: newest first. False: oldest first.' })
  newestFirst!: boolean;
}
