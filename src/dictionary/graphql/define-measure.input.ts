import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional } from 'class-validator';
import { DateScalar, IsName, IsPlainText } from '../../platform/graphql/index.js';
import { MOST_NAMES } from './bounds.js';
import type {
  AcrossPhases,
  Ask,
  BreakdownRule,
  Category,
  Headline,
  MeasureUnit,
  PreferredDirection,
} from '../domain/index.js';
import {
  AcrossPhasesEnum,
  AskEnum,
  BreakdownRuleEnum,
  CategoryEnum,
  HeadlineEnum,
  PreferredDirectionEnum,
  MeasureUnitEnum,
} from './dictionary.enums.js';

@InputType({
  description:
    'A new measure, or a new version of one that there is: what is left out is then as in the version before.',
})
export class DefineMeasureInput {
  @Field(() => ID, { description: 'Lower-case words of letters and digits joined by hyphens, 60 characters at most.' })
  @IsName()
  code!: string;

  @Field(() => String, { description: 'What people call it.' })
  @IsName({ most: 200 })
  name!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Other names it goes by; none of them may mean another measure. Left out: as before, or none.',
  })
  @IsOptional()
  @ArrayMaxSize(MOST_NAMES)
  @IsName({ each: true, least: 1, most: 200 })
  alsoKnownAs?: string[] | null;

  @Field(() => CategoryEnum, { description: 'The group it is read in.' })
  category!: Category;

  @Field(() => MeasureUnitEnum, { description: 'The unit of its figures; it can never be changed.' })
  unit!: MeasureUnit;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of its breakdown; left out: as before, or none. It can never be changed.',
  })
  @IsOptional()
  @IsName()
  breakdown?: string | null;

  @Field(() => BreakdownRuleEnum, {
    nullable: true,
    description: 'How its parts stand to its total; exactly where there is a breakdown. Left out: as before.',
  })
  breakdownRule?: BreakdownRule | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: the parts of a SUBSET, when every one is given, make the whole. Left out: as before, or false.',
  })
  exhaustive?: boolean | null;

  @Field(() => AskEnum, {
    nullable: true,
    description: 'Whether new phases ask for it. Left out: as before, or VOLUNTARY.',
  })
  ask?: Ask | null;

  @Field(() => AcrossPhasesEnum, {
    nullable: true,
    description: 'Whether it may be added over phases. Left out: as before, or SUM.',
  })
  acrossPhases?: AcrossPhases | null;

  @Field(() => HeadlineEnum, {
    nullable: true,
    description: 'What a headline may be made of. Left out: as before, or NONE.',
  })
  headline?: Headline | null;

  @Field(() => PreferredDirectionEnum, {
    nullable: true,
    description: 'Which way is better for people. Left out: as before, or NONE.',
  })
  preferredDirection?: PreferredDirection | null;

  @Field(() => String, { description: 'What is counted, and what is not.' })
  @IsPlainText({ most: 2000 })
  definition!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'For a later version: the day from which it is in force, later than the first day of every phase for which returns have come. Left out for a new measure.',
  })
  validFrom?: string | null;
}
