import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateScalar, listCost } from '../../platform/graphql/index.js';
import type {
  AcrossPhases,
  Ask,
  BreakdownRule,
  Category,
  DrugClass,
  ForceKind,
  Headline,
  MeasureUnit,
  PreferredDirection,
} from '../domain/index.js';
import { MOST_NAMES, MOST_PARTS } from './bounds.js';
import {
  AcrossPhasesEnum,
  AskEnum,
  BreakdownRuleEnum,
  CategoryEnum,
  DrugClassEnum,
  ForceKindEnum,
  HeadlineEnum,
  PreferredDirectionEnum,
  UnitEnum,
} from './dictionary.enums.js';

/** Changes of the class of one drug. */
const MOST_CLASSES = 10;

@ObjectType('Force', {
  description: 'An organisation that contributes: a territorial force, a regional unit, a national force, a partner.',
})
export class ForceType {
  @Field(() => ID, { description: 'Its code: the police.uk slug where there is one.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => ForceKindEnum, { description: 'What kind of organisation it is.' })
  kind!: ForceKind;

  @Field(() => String, { nullable: true, description: 'The ONS code of its police force area; null: it has none.' })
  onsCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Its region; null: national.' })
  region!: string | null;

  @Field(() => [String], { complexity: listCost(MOST_NAMES), description: 'Other names it goes by.' })
  alsoKnownAs!: readonly string[];

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The last day before it became part of another force; null: it has not.',
  })
  validUntil!: string | null;

  @Field(() => ID, { nullable: true, description: 'The code of the force that it became part of; null: none.' })
  mergedInto!: string | null;
}

@ObjectType('Measure', { description: 'What is counted: one version of a definition in the data dictionary.' })
export class MeasureType {
  @Field(() => ID, { description: 'Its code; the same in all versions.' })
  code!: string;

  @Field(() => Int, { description: 'The version of the definition, counting from 1.' })
  version!: number;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => [String], { complexity: listCost(MOST_NAMES), description: 'Other names it goes by.' })
  alsoKnownAs!: readonly string[];

  @Field(() => CategoryEnum, { description: 'The group it is read in.' })
  category!: Category;

  @Field(() => UnitEnum, { description: 'The unit of its figures and totals. It never changes.' })
  unit!: MeasureUnit;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of its breakdown (see the query breakdowns); null: it has none. It never changes.',
  })
  breakdown!: string | null;

  @Field(() => BreakdownRuleEnum, {
    nullable: true,
    description: 'How its parts stand to its total; null: it has no breakdown.',
  })
  breakdownRule!: BreakdownRule | null;

  @Field(() => Boolean, { description: 'True: its parts, when every one is given, make the whole.' })
  exhaustive!: boolean;

  @Field(() => AskEnum, { description: 'Whether a new phase asks for it.' })
  ask!: Ask;

  @Field(() => AcrossPhasesEnum, { description: 'Whether it may be added over phases.' })
  acrossPhases!: AcrossPhases;

  @Field(() => HeadlineEnum, { description: 'What a headline may be made of.' })
  headline!: Headline;

  @Field(() => PreferredDirectionEnum, { description: 'Which way is better for people.' })
  preferredDirection!: PreferredDirection;

  @Field(() => String, { description: 'What is counted, and what is not.' })
  definition!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'Phases whose first day is then or later use this version; null: from the beginning.',
  })
  validFrom!: string | null;
}

@ObjectType('DatedClass', { description: 'The days on which a drug was of a class.' })
export class DatedClassType {
  @Field(() => DrugClassEnum, { description: 'The class.' })
  drugClass!: DrugClass;

  @Field(() => DateScalar, { nullable: true, description: 'The first day; null: from the beginning.' })
  validFrom!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null: until further notice.' })
  validUntil!: string | null;
}

@ObjectType('BreakdownPart', { description: 'One member of a breakdown: a drug, a weapon, an age group.' })
export class BreakdownPartType {
  @Field(() => ID, { description: 'Its code, within its breakdown.' })
  code!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;
}

@ObjectType('DictionaryPart', { description: 'One member of a breakdown, as the dictionary has it.' })
export class DictionaryPartType extends BreakdownPartType {
  @Field(() => ID, {
    nullable: true,
    description: 'Parts of one group are told together where that helps (cannabis in its forms); null: none.',
  })
  group!: string | null;

  @Field(() => [DatedClassType], {
    complexity: listCost(MOST_CLASSES),
    description: 'Oldest first. A day in none of them: not classed on that day, or not a drug.',
  })
  classes!: readonly DatedClassType[];
}

@ObjectType('Breakdown', { description: 'What figures can be broken down by.' })
export class BreakdownType {
  @Field(() => ID, { description: 'Its code: drug, weapon, age-group…' })
  code!: string;

  @Field(() => [DictionaryPartType], {
    complexity: listCost(MOST_PARTS),
    description: "Its parts, in the dictionary's order.",
  })
  parts!: readonly DictionaryPartType[];
}
