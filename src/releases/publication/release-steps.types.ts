import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import type { ProblemCode } from '../../common/problem.js';
import { DateTimeScalar, graphqlEnum, listCost, ProblemCodeEnum } from '../../platform/graphql/index.js';
import type { ReleaseStepName } from './release-writer.repository.js';

/** For the query cost: the codes of the checklist that are warnings. */
const MOST_ACKNOWLEDGEMENTS = 10;

const ReleaseStepEnum = graphqlEnum<ReleaseStepName>('ReleaseStepName', 'What was done with a release.', {
  PUBLISH: 'It was published, at once or under embargo.',
  BRING_FORWARD: 'Its embargo was ended early.',
  SENT_TO_MEDIA: 'It was sent to the media.',
  LEAK_DECLARED: 'Its figures became known before the end of the embargo.',
  WITHDRAW: 'It was withdrawn.',
});

@ObjectType('ReleaseAcknowledgement', { description: 'The reason to publish a release despite a warning.' })
class ReleaseAcknowledgementType {
  @Field(() => ProblemCodeEnum, { description: 'The code of the warning.' })
  code!: ProblemCode;

  @Field(() => String, { description: 'The reason. Internal: never published.' })
  reason!: string;
}

@ObjectType('ReleaseStep', { description: 'A step that the coordinator took with a release.' })
export class ReleaseStepType {
  @Field(() => ID, { description: 'The id of the step.' })
  id!: string;

  @Field(() => Int, { description: 'The version of the release.' })
  version!: number;

  @Field(() => ReleaseStepEnum, { description: 'What was done.' })
  step!: ReleaseStepName;

  @Field(() => DateTimeScalar, { description: 'When, UTC.' })
  at!: Date;

  @Field(() => PersonType, { description: 'Who did it.' })
  person!: PersonType;

  @Field(() => String, {
    nullable: true,
    description: 'The reason or the note given. Internal: never published. Null if none was given.',
  })
  reason!: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the release comes out by this step, UTC; null for a step that does not change that.',
  })
  opensAt!: Date | null;

  @Field(() => [ReleaseAcknowledgementType], {
    complexity: listCost(MOST_ACKNOWLEDGEMENTS),
    description: 'The reasons given for warnings, by code. Empty for any other step than PUBLISH.',
  })
  acknowledgements!: readonly ReleaseAcknowledgementType[];
}
