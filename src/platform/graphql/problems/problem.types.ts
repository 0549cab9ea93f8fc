import { Field, ID, InterfaceType, ObjectType } from '@nestjs/graphql';
import { PROBLEMS, type ProblemCode, type Severity } from '../../../common/problem.js';
import { graphqlEnum } from '../scalars/enum.js';
import { listCost } from '../limits/price.js';

/** What is found of one version of a return: a problem for each measure and part. For the cost of an operation. */
export const MOST_PROBLEMS = 240;
/** What is found in the words of one step. */
export const MOST_WARNINGS = 20;

const SeverityEnum = graphqlEnum<Severity>('ProblemSeverity', 'How much a problem weighs.', {
  BLOCK: 'It keeps the return out.',
  WARNING: 'It never does.',
  NOT_EVALUATED: 'A check had too little to go on.',
});

const meanings = Object.fromEntries(Object.entries(PROBLEMS).map(([code, { when }]) => [code, when])) as Record<
  ProblemCode,
  string
>;

export const ProblemCodeEnum = graphqlEnum<ProblemCode>(
  'ProblemCode',
  'What kind of problem it is. New codes may come; none is renamed or reused.',
  meanings,
);

@ObjectType('Problem', { description: 'Something about what was sent that a user can put right.' })
export class ProblemType {
  @Field(() => ProblemCodeEnum, { description: 'What kind of problem it is.' })
  code!: ProblemCode;

  @Field(() => SeverityEnum, { description: 'Whether it keeps the return out.' })
  severity!: Severity;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the measure it is about, as it was sent; null: what was sent as a whole.',
  })
  measure!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The code of the part it is about, as it was sent; null: the measure as a whole.',
  })
  breakdown!: string | null;

  @Field(() => String, { description: 'What was found, what was expected and how to put it right.' })
  message!: string;
}

@InterfaceType({ description: 'Nothing was done or stored: everything that has to be put right, at once.' })
export abstract class Rejection {
  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description: 'Everything that was found, warnings included. At least one blocks.',
  })
  problems!: readonly ProblemType[];
}
