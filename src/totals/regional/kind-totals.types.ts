import { Field, ID, ObjectType } from '@nestjs/graphql';
import { BreakdownPartType, DrugClassEnum, MOST_PARTS, type DrugClass } from '../../dictionary/index.js';
import { listCost } from '../../platform/graphql/index.js';
import { CoverageType, RegionalSum } from './regional-sum.types.js';

@ObjectType({ isAbstract: true })
abstract class KindTotal extends RegionalSum {
  @Field(() => [BreakdownPartType], {
    complexity: listCost(MOST_PARTS),
    description: "Those of its parts that somebody gave, in the dictionary's order.",
  })
  parts!: readonly BreakdownPartType[];

  @Field(() => CoverageType, {
    description:
      'Who has said anything of it: gave a part of it, or left no doubt that there is none. A force that gave a total without parts has not.',
  })
  coverage!: CoverageType;
}

@ObjectType('ClassTotal', {
  description:
    "The region's total of the drugs of one class, as they are classed on the phase's first day. In each force's line the parts that were given add up (in an OVERLAP, where one seizure of two drugs counts once, from the largest part to their sum, and not above the measure's total). It has no upper bound while more of the class may be hidden: an expected force said nothing of the measure, any force gave its total without parts, a part of the class may be missing (SUBSET, OVERLAP), or something was given that had no class or was not told apart.",
})
export class ClassTotalType extends KindTotal {
  @Field(() => DrugClassEnum, { description: "The class on the phase's first day." })
  drugClass!: DrugClass;
}

@ObjectType('GroupTotal', {
  description:
    "The region's total of one group of parts, such as cannabis in its forms: added up as for a class, but what was not told apart is in no group and leaves its bounds as they are.",
})
export class GroupTotalType extends KindTotal {
  @Field(() => ID, { description: "The group's code (see the query breakdowns)." })
  group!: string;
}
