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
    description: 'The day; left out: the newest definitions, those in force later included.',
  })
  on?: CalendarDate | null;

  @Field(() => String, {
    nullable: true,
    description: `Words, ${LONGEST_SEARCH} characters at most: only measures that have each of them anywhere in their code, name or other names, in upper or lower case.`,
  })
  @IsOptional()
  @IsPlainText({ most: LONGEST_SEARCH })
  search?: string | null;

  @Field(() => CategoryEnum, { nullable: true, description: 'Only of this category; left out: of all.' })
  category?: Category | null;
}

@ArgsType()
export class MeasureArgs {
  @Field(() => ID, { description: 'Its code.' })
  @IsName()
  code!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The day; left out: its newest definition, one in force later included.',
  })
  on?: CalendarDate | null;
}

@ArgsType()
export class MeasureHistoryArgs extends FirstArgs {
  @Field(() => ID, { description: 'Its code.' })
  @IsName()
  measure!: string;

  @Field(() => Int, { nullable: true, description: 'Only versions after this one; left out: from the first on.' })
  after?: number | null;
}

@ArgsType()
export class BreakdownsArgs extends PageArgs {
  @Field(() => [ID], { nullable: true, description: 'Only these; left out: all. Unknown ones are left out.' })
  @IsOptional()
  @IsName({ each: true })
  codes?: string[] | null;
}
