import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { PersonType } from '../../access/index.js';
import { MOST_MEASURES } from '../../dictionary/index.js';
import { DateTimeScalar, listCost, MOST_PROBLEMS, ProblemType } from '../../platform/graphql/index.js';
import {
  HeadlineType,
  ReleaseChangeType,
  ReleaseCoverageType,
  ReleaseForceType,
  ReleaseTotalType,
} from '../reading/release-content.types.js';
import { MOST_FIGURES } from '../reading/releases.types.js';

@ObjectType('WithheldFigure', { description: 'A measure that a force withholds, with all of its parts.' })
class WithheldFigureType {
  @Field(() => ReleaseForceType, { description: 'The force.' })
  force!: ReleaseForceType;

  @Field(() => ID, { description: 'The code of the measure.' })
  measure!: string;

  @Field(() => DateTimeScalar, { description: 'Until when, UTC.' })
  until!: Date;
}

@ObjectType('ReleaseDraft', {
  description:
    'The next version of a release. The coordinator gets what would be published now, with the checklist; people named for it get what was prepared.',
})
export class ReleaseDraftType {
  @Field(() => Int, { description: 'The version that it would be.' })
  version!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was prepared for people to read, UTC; null if it was not.',
  })
  preparedAt!: Date | null;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'For the coordinator: true if the figures of now differ from what was prepared. Null if nothing was prepared, and for other readers.',
  })
  isOutdated!: boolean | null;

  @Field(() => ReleaseCoverageType, { description: 'Which forces it would include.' })
  coverage!: ReleaseCoverageType;

  @Field(() => [ProblemType], {
    complexity: listCost(MOST_PROBLEMS),
    description:
      'The checklist, for the coordinator; empty for other readers. A problem with the severity BLOCK prevents the release. Each code with the severity WARNING needs a reason when it is published.',
  })
  problems!: readonly ProblemType[];

  @Field(() => [WithheldFigureType], {
    complexity: listCost(MOST_FIGURES),
    description:
      'For the coordinator: what forces withhold now. The draft counts it as not reported. Empty for other readers.',
  })
  withheld!: readonly WithheldFigureType[];

  @Field(() => [ReleaseTotalType], { complexity: listCost(MOST_MEASURES), description: 'The totals.' })
  totals!: readonly ReleaseTotalType[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that changes compares with: the newest that is out and was not withdrawn; null if there is none.',
  })
  changesSince!: number | null;

  @Field(() => [ReleaseChangeType], {
    complexity: listCost(MOST_FIGURES),
    description: 'Every figure that differs from that version; empty if there is none.',
  })
  changes!: readonly ReleaseChangeType[];

  @Field(() => [HeadlineType], { complexity: listCost(MOST_FIGURES), description: 'The headlines.' })
  headlines!: readonly HeadlineType[];
}

@ObjectType('ReleaseRead', {
  description: 'A reading of a draft, or of a release under embargo, by somebody who is named for it.',
})
export class ReleaseReadType {
  @Field(() => ID, { description: 'The id of the reading.' })
  id!: string;

  @Field(() => PersonType, { description: 'Who read it.' })
  person!: PersonType;

  @Field(() => Int, { nullable: true, description: 'The version of the release; null for the draft.' })
  version!: number | null;

  @Field(() => DateTimeScalar, { description: 'When, UTC.' })
  at!: Date;
}
