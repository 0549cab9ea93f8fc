import { Field, ID, InterfaceType, ObjectType } from '@nestjs/graphql';
import { PROBLEMS, type ProblemCode, type Severity } from '../../../common/problem.js';
import { graphqlEnum } from '../scalars/enum.js';
import { listCost } from '../limits/price.js';

/** The most problems expected for one version of a return, one per measure and part; used to compute query cost. */
export const MOST_PROBLEMS = 240;
/** The most warnings expected for the free texts of one step; used to compute query cost. */
export const MOST_WARNINGS = 20;

const SeverityEnum = graphqlEnum<Severity>('ProblemSeverity', 'Whether a problem prevents the change.', {
  BLOCK: 'It prevents the change: nothing is stored until it is put right.',
  WARNING: 'It looks wrong but does not prevent the change.',
  INFORMATION: 'Something to know before the change. No reason is asked for.',
  NOT_EVALUATED:
    'The check could not be run because there was too little to compare with. This says nothing for or against the figure, and nothing need be done.',
});

const meanings = Object.fromEntries(Object.entries(PROBLEMS).map(([code, { when }]) => [code, when])) as Record<
  ProblemCode,
  string
>;

export const ProblemCodeEnum = graphqlEnum<ProblemCode>(
  'ProblemCode',
  'The kind of problem. New codes may be added; a code is never renamed or reused.',
  meanings,
);

@ObjectType('Problem', { description: 'Something in the input that a user can put right, or should check.' })
export class ProblemType {
  @Field(() => ProblemCodeEnum, { description: 'The kind of problem.' })
  code!: ProblemCode;

  @Field(() => SeverityEnum, { description: 'Whether it prevents the change.' })
  severity!: Severity;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the measure that it is about, as sent; null if it is about the whole input.',
  })
  measure!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the part that it is about, as sent; null if it is about the measure as a whole.',
  })
  breakdown!: string | null;

  @Field(() => String, {
    description: 'What was found, what was expected and how to put it right.',
  })
  message!: string;
}

@InterfaceType({ description: 'The change was refused and nothing was stored. All problems are given at once.' })
export abstract class Rejection {
  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'All problems found, including warnings. At least one has the severity BLOCK.',
  })
  problems!: readonly ProblemType[];
}
