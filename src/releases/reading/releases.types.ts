import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { MOST_CELLS, MOST_FORCES, MOST_MEASURES } from '../../dictionary/index.js';
import { DateTimeScalar, graphqlEnum, listCost } from '../../platform/graphql/index.js';
import type { ReleaseKind, ReleaseStatus } from '../domain/index.js';
import {
  HeadlineType,
  ReleaseChangeType,
  ReleaseCoverageType,
  ReleasePhaseType,
  ReleaseRestsOnType,
  ReleaseTotalType,
} from './release-content.types.js';

/** The query cost of reading a release. */
export const READ_WORK = 2_000;
/** For the query cost: every total of the region and every force's figure may have a headline, and may have changed. */
export const MOST_FIGURES = MOST_CELLS + MOST_MEASURES * MOST_FORCES;

export const ReleaseKindEnum = graphqlEnum<ReleaseKind>('ReleaseKind', 'Why there is another version of a release.', {
  REVISION: 'More or later data.',
  CORRECTION: 'The version before had an error.',
});

export const ReleaseStatusEnum = graphqlEnum<ReleaseStatus>('ReleaseStatus', 'The status of a release.', {
  HELD: 'Under embargo: only the coordinator and the people named for it see it.',
  PUBLISHED: 'It is out, and no later version is out.',
  SUPERSEDED: 'A later version is out.',
  WITHDRAWN: 'It was withdrawn: its figures must no longer be used. Only the coordinator still gets them.',
});

@ObjectType({ isAbstract: true })
abstract class ReleaseHeadType {
  @Field(() => ReleasePhaseType, { description: 'The phase.' })
  phase!: ReleasePhaseType;

  @Field(() => Int, { description: 'The version of the release, from 1.' })
  version!: number;

  @Field(() => ReleaseStatusEnum, { description: 'Its status now. Not frozen.' })
  status!: ReleaseStatus;

  @Field(() => DateTimeScalar, {
    description: 'When it was published, UTC. Under embargo, readers see it later: see embargoUntil.',
  })
  publishedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When its embargo ends or ended, UTC: from then on everybody who reads releases sees it. Null without an embargo.',
  })
  embargoUntil!: Date | null;

  @Field(() => DateTimeScalar, { description: 'The figures are as they were accepted then, UTC.' })
  asAt!: Date;

  @Field(() => String, { description: 'The sentence that goes with every figure of it.' })
  statement!: string;

  @Field(() => ReleaseCoverageType, { description: 'Which forces it includes.' })
  coverage!: ReleaseCoverageType;
}

@ObjectType('Release', {
  description:
    'A frozen version of the totals of a phase. It answers the same for ever, except for its status, supersededBy and the status of its headlines. A withdrawn release gives no figures, except to the coordinator.',
})
export class ReleaseType extends ReleaseHeadType {
  @Field(() => ReleaseKindEnum, {
    nullable: true,
    description: 'Why there is another version. Null if no kind was given with version 1.',
  })
  kind!: ReleaseKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'What has changed since the version before. Published. Null if no note was given with version 1.',
  })
  note!: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that replaces it: the newest later one that is out, also if that was withdrawn. Null if there is none. Not frozen.',
  })
  supersededBy!: number | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was withdrawn, UTC; null if it was not. Not frozen.',
  })
  withdrawnAt!: Date | null;

  @Field(() => ID, {
    description:
      'The SHA-256 of its frozen content, in hexadecimal: the same for the same release on every server and after every restart.',
  })
  contentHash!: string;

  @Field(() => [ReleaseRestsOnType], {
    complexity: listCost(MOST_FORCES),
    description: 'The versions of returns that it rests on, in order of the code of the force.',
  })
  restsOn!: readonly ReleaseRestsOnType[];

  @Field(() => [ReleaseTotalType], {
    complexity: listCost(MOST_MEASURES),
    description: "The totals, in the dictionary's order.",
  })
  totals!: readonly ReleaseTotalType[];

  @Field(() => Int, {
    nullable: true,
    description:
      'The version that changes compares with: the newest earlier one that was not withdrawn when this one was published, and that was out or came out with it. Null if there was none.',
  })
  changesSince!: number | null;

  @Field(() => [ReleaseChangeType], {
    complexity: listCost(MOST_FIGURES),
    description: 'Every figure that differs from that version; empty if there was none.',
  })
  changes!: readonly ReleaseChangeType[];

  @Field(() => [HeadlineType], {
    complexity: listCost(MOST_FIGURES),
    description: "The headlines, in the order of a press release: the region's first, then each force's.",
  })
  headlines!: readonly HeadlineType[];
}

@ObjectType('ReleaseSummary', { description: 'A version of a release, without its figures.' })
export class ReleaseSummaryType {
  @Field(() => Int, { description: 'The version of the release, from 1.' })
  version!: number;

  @Field(() => ReleaseStatusEnum, { description: 'Its status now.' })
  status!: ReleaseStatus;

  @Field(() => ReleaseKindEnum, {
    nullable: true,
    description: 'Why there is another version. Null if no kind was given with version 1.',
  })
  kind!: ReleaseKind | null;

  @Field(() => String, {
    nullable: true,
    description: 'What has changed since the version before; null if no note was given with version 1.',
  })
  note!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was published, UTC.' })
  publishedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its embargo ends or ended, UTC; null without an embargo.',
  })
  embargoUntil!: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was withdrawn, UTC; null if it was not.' })
  withdrawnAt!: Date | null;

  @Field(() => ID, { description: 'The SHA-256 of its frozen content, in hexadecimal.' })
  contentHash!: string;
}

@ObjectType('Headlines', { description: 'The headlines of the newest release of a phase that the caller may see.' })
export class HeadlinesType extends ReleaseHeadType {
  @Field(() => Boolean, {
    description:
      "True until the phase's final date has passed: later data may still change the figures. After that, only a correction can.",
  })
  mayChange!: boolean;

  @Field(() => [HeadlineType], {
    complexity: listCost(MOST_FIGURES),
    description:
      "The headlines, in the order of a press release: the region's first, then each force's. Empty if the release was withdrawn.",
  })
  sentences!: readonly HeadlineType[];
}
