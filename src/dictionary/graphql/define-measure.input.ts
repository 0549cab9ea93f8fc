import { Field, ID, InputType } from '@nestjs/graphql';
import { ArrayMaxSize, IsOptional, MaxLength } from 'class-validator';
import { DateScalar, IsPlainText } from '../../platform/graphql/index.js';
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

@InputType({ description: 'A new measure, or a new version of one that there is.' })
export class DefineMeasureInput {
  @Field(() => ID, { description: 'Lower-case words of letters and digits joined by hyphens, 60 characters at most.' })
  @IsPlainText()
  code!: string;

  @Field(() => String, { description: 'What people call it.' })
  @MaxLength(200)
  @IsPlainText()
  name!: string;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Other names it goes by; none of them may mean another measure.',
  })
  @ArrayMaxSize(50)
  @MaxLength(200, { each: true })
  @IsPlainText({ each: true })
  alsoKnownAs!: string[];

  @Field(() => CategoryEnum, { description: 'The group it is read in.' })
  category!: Category;

  @Field(() => MeasureUnitEnum, { description: 'The unit of its figures; it can never be changed.' })
  unit!: MeasureUnit;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of its breakdown; left out: none. It can never be changed.',
  })
  @IsOptional()
  @IsPlainText()
  breakdown: string | null = null;

  @Field(() => BreakdownRuleEnum, {
    nullable: true,
    description: 'How its parts stand to its total; exactly where there is a breakdown.',
  })
  breakdownRule: BreakdownRule | null = null;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: the parts of a SUBSET, when every one is given, make the whole.',
  })
  exhaustive!: boolean;

  @Field(() => AskEnum, { defaultValue: 'VOLUNTARY', description: 'Whether new phases ask for it.' })
  ask!: Ask;

  @Field(() => AcrossPhasesEnum, { defaultValue: 'SUM', description: 'Whether it may be added over phases.' })
  acrossPhases!: AcrossPhases;

  @Field(() => HeadlineEnum, { defaultValue: 'NONE', description: 'What a headline may be made of.' })
  headline!: Headline;

  @Field(() => PreferredDirectionEnum, { defaultValue: 'NONE', description: 'Which way is better for people.' })
  preferredDirection!: PreferredDirection;

  @Field(() => String, { description: 'What is counted, and what is not.' })
  @MaxLength(2000)
  @IsPlainText()
  definition!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'For a later version: the day from which it is in force. Left out for a new measure.',
  })
  validFrom: string | null = null;
}
