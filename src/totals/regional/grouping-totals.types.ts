import { Field, ID, ObjectType } from '@nestjs/graphql';
import { BreakdownPartType, DrugClassEnum, MOST_PARTS, type DrugClass } from '../../dictionary/index.js';
import { listCost } from '../../platform/graphql/index.js';
import { CoverageType, RegionalSum } from './regional-sum.types.js';

@ObjectType({ isAbstract: true })
abstract class GroupingTotal extends RegionalSum {
  @Field(() => [BreakdownPartType], {
    complexity: listCost(MOST_PARTS),
    description: "The parts in this total that at least one force gave, in the dictionary's order.",
  })
  parts!: readonly BreakdownPartType[];

  @Field(() => CoverageType, {
    description:
      'Which forces have reported for this total. A force has reported if it gave one of these parts, or if its return shows that it had none of them. A total alone is not enough, unless it is nil or not applicable.',
  })
  coverage!: CoverageType;
}

@ObjectType('ClassTotal', {
  description:
    "The region's total of the drugs of one class, as classed on the phase's first day. For each force, the parts of the class are added up. If they could come to more than the force's total for the measure, the force's amount is at most that total. In an OVERLAP (one seizure of two drugs counts once), the force's amount is between its largest part of the class and the sum of its parts of the class. There is no upper bound if there may be more of the class: an expected force did not report the measure; a force gave a total without parts; a part of the class may be missing (SUBSET, OVERLAP); or a force gave a part that has no class, such as a mixture.",
})
export class ClassTotalType extends GroupingTotal {
  @Field(() => DrugClassEnum, { description: "The class of the drugs on the phase's first day." })
  drugClass!: DrugClass;
}

@ObjectType('GroupTotal', {
  description:
    "The region's total of one group of parts, such as all forms of cannabis. It is worked out like a ClassTotal, except that a part in no group, such as a mixture, does not affect its bounds.",
})
export class GroupTotalType extends GroupingTotal {
  @Field(() => ID, { description: "The code of the group: see the query 'breakdowns'." })
  group!: string;
}
