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

/** The most classes that one drug has had. */
const MOST_CLASSES = 10;

@ObjectType('Force', {
  description: 'An organisation that contributes: a territorial force, a regional unit, a national force or a partner.',
})
export class ForceType {
  @Field(() => ID, {
    description: 'The code of the force. If the force has a name in police.uk addresses, the code is that name.',
  })
  code!: string;

  @Field(() => String, { description: 'The name of the force.' })
  name!: string;

  @Field(() => ForceKindEnum, { description: 'The kind of organisation.' })
  kind!: ForceKind;

  @Field(() => String, { nullable: true, description: 'The ONS code of its police force area; null if it has none.' })
  onsCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Its region; null if it is national.' })
  region!: string | null;

  @Field(() => [String], { complexity: listCost(MOST_NAMES), description: 'Other names in use.' })
  alsoKnownAs!: readonly string[];

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The last day before it becomes part of another force; null if no merger was entered. If `mergedInto` is null beside it, the merger that was to make this force was undone: it exists on no day.',
  })
  validUntil!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the force that it is part of after `validUntil`; null if no merger was entered.',
  })
  mergedInto!: string | null;
}

@ObjectType('Measure', {
  description: 'What is counted, such as arrests or cash seized: one version of a measure in the data dictionary.',
})
export class MeasureType {
  @Field(() => ID, { description: 'The code of the measure; the same in all versions.' })
  code!: string;

  @Field(() => Int, { description: 'The version of the definition, counting from 1.' })
  version!: number;

  @Field(() => String, { description: 'The name of the measure.' })
  name!: string;

  @Field(() => [String], { complexity: listCost(MOST_NAMES), description: 'Other names in use.' })
  alsoKnownAs!: readonly string[];

  @Field(() => CategoryEnum, { description: 'The category in which it is shown.' })
  category!: Category;

  @Field(() => UnitEnum, { description: 'The unit of its figures and totals. It never changes.' })
  unit!: MeasureUnit;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of its breakdown (see the query breakdowns); null if it has none. It never changes.',
  })
  breakdown!: string | null;

  @Field(() => BreakdownRuleEnum, {
    nullable: true,
    description: 'How its parts relate to its total; null if it has no breakdown.',
  })
  breakdownRule!: BreakdownRule | null;

  @Field(() => Boolean, {
    description: 'True only for a SUBSET whose parts add up to the total if every part is reported.',
  })
  exhaustive!: boolean;

  @Field(() => AskEnum, { description: 'Whether new phases ask for it.' })
  ask!: Ask;

  @Field(() => AcrossPhasesEnum, { description: 'Whether its totals may be added across phases.' })
  acrossPhases!: AcrossPhases;

  @Field(() => HeadlineEnum, { description: 'Which of its totals may be used in a headline.' })
  headline!: Headline;

  @Field(() => PreferredDirectionEnum, { description: 'Whether a rise or a fall is an improvement.' })
  preferredDirection!: PreferredDirection;

  @Field(() => String, { description: 'The definition: what is counted, and what is not.' })
  definition!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'This version applies to phases that begin on this day or later; null for the first version, which applies from the beginning.',
  })
  validFrom!: string | null;
}

@ObjectType('DatedClass', { description: 'A period in which a drug belonged to a class.' })
export class DatedClassType {
  @Field(() => DrugClassEnum, { description: 'The class.' })
  drugClass!: DrugClass;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day; null if it has belonged to this class since before 2000.',
  })
  validFrom!: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'The last day; null if no end is set.' })
  validUntil!: string | null;
}

@ObjectType('BreakdownPart', { description: 'One member of a breakdown: a drug, a weapon, an age group.' })
export class BreakdownPartType {
  @Field(() => ID, { description: 'The code of the part, unique within its breakdown.' })
  code!: string;

  @Field(() => String, { description: 'The name of the part.' })
  name!: string;
}

@ObjectType('DictionaryPart', { description: 'One member of a breakdown, with its group and drug classes.' })
export class DictionaryPartType extends BreakdownPartType {
  @Field(() => ID, {
    nullable: true,
    description:
      'The code of a group of parts that are also totalled together, such as the forms of cannabis; null if it is in none.',
  })
  group!: string | null;

  @Field(() => [DatedClassType], {
    complexity: listCost(MOST_CLASSES),
    description:
      'The classes of a drug, oldest first. On any other day the part had no class, or only some of the drugs in it had one.',
  })
  classes!: readonly DatedClassType[];
}

@ObjectType('Breakdown', { description: 'A way to break down figures, such as by drug or by age group.' })
export class BreakdownType {
  @Field(() => ID, { description: 'The code of the breakdown, such as drug, weapon or age-group.' })
  code!: string;

  @Field(() => [DictionaryPartType], {
    complexity: listCost(MOST_PARTS),
    description: "The parts, in the dictionary's order.",
  })
  parts!: readonly DictionaryPartType[];
}
