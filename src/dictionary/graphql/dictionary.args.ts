import { ArgsType, Field, ID, Int } from '@nestjs/graphql';
import { IsOptional } from 'class-validator';
import type { CalendarDate } from '../../common/dates.js';
import { DateScalar, FirstArgs, IsName, IsPlainText, LONGEST_SEARCH, PageArgs } from '../../platform/graphql/index.js';
import type { Category } from '../domain/index.js';
import { CategoryEnum } from './dictionary.enums.js';

@ArgsType()
export class MeasuresArgs extends PageArgs {
  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day on which the definitions apply. If left out, the newest ones, even if they do not apply yet.',
  })
  on?: CalendarDate | null;

  @Field(() => String, {
    nullable: true,
    description: `Search words, ${LONGEST_SEARCH} characters at most. Only measures with every word in their names, their code, the name of a part or their definition, in any order. Case, accents, quotation marks, singular and plural, and everyday words for the same thing ("kids") make no difference. Numbers and words such as "some" are ignored if nothing is found with them. See foundBy.`,
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_SEARCH })
  search?: string | null;

  @Field(() => CategoryEnum, { nullable: true, description: 'Only measures of this category. If left out, of all.' })
  category?: Category | null;
}

@ArgsType()
export class MeasureArgs {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  code!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day on which the definition applies. If left out, the newest definition, even if it does not apply yet.',
  })
  on?: CalendarDate | null;
}

@ArgsType()
export class MeasureHistoryArgs extends FirstArgs {
  @Field(() => ID, { description: 'The code of the measure.' })
  @IsName()
  measure!: string;

  @Field(() => Int, { nullable: true, description: 'Only versions with a higher number. If left out, from version 1.' })
  after?: number | null;
}

@ArgsType()
export class BreakdownsArgs extends PageArgs {
  @Field(() => [ID], {
    nullable: true,
    description: 'The codes of the breakdowns; unknown codes are ignored. If left out, all breakdowns.',
  })
  @IsOptional()
  @IsName({ each: true })
  codes?: string[] | null;
}
