import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  CurrentActor,
  CurrentCaller,
  PersonType,
  RequirePermission,
  type Actor,
  type Caller,
} from '../../access/index.js';
import { listCost, pageCost, workCost } from '../../platform/graphql/index.js';
import { readerOf } from '../reading/reader-of.js';
import { OfPhaseArgs } from '../reading/reading.args.js';
import { NamedReaders, type ReadersOutcome } from './named-readers.js';
import {
  MOST_READERS,
  OfOperationArgs,
  PrepareReleaseArgs,
  ReleaseReadsArgs,
  SetReleaseReadersArgs,
} from './preparation.args.js';
import { draftOf, draftResultOf, type DraftResult } from './preparation.mapper.js';
import { PrepareReleaseResult, SetReleaseReadersResult } from './preparation.result.js';
import { ReleaseDraftType, ReleaseReadType } from './preparation.types.js';
import { ReleaseDrafts } from './release-drafts.js';

/** The query cost of working out a release. */
const DRAFT_WORK = 40_000;

/** Drafts of releases, and who may read them and releases under embargo. */
@Resolver()
export class PreparationResolver {
  constructor(
    private readonly drafts: ReleaseDrafts,
    private readonly named: NamedReaders,
  ) {}

  @RequirePermission('READ_RELEASES')
  @Query(() => ReleaseDraftType, {
    nullable: true,
    complexity: workCost(DRAFT_WORK),
    description:
      'The draft of the next release of a phase. The coordinator gets what would be published now, with its checklist. People named for the draft get what was prepared, and their reading is recorded. Null for everybody else. Errors: NOT_FOUND for an unknown phase.',
  })
  async releaseDraft(
    @CurrentCaller() caller: Caller,
    @Args() { phase }: OfPhaseArgs,
  ): Promise<ReleaseDraftType | null> {
    const draft = await this.drafts.find(readerOf(caller), phase);
    return draft === null ? null : draftOf(draft);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => PrepareReleaseResult, {
    nullable: true,
    description:
      'Prepares the draft of the next release of a phase for people to read before it is published, in place of an earlier draft. Publishing the release ends it. Errors: NOT_FOUND for an unknown phase.',
  })
  async prepareRelease(
    @CurrentActor() actor: Actor,
    @Args() { phase, namedReaders }: PrepareReleaseArgs,
  ): Promise<DraftResult> {
    return draftResultOf(await this.drafts.prepare(actor, phase, namedReaders ?? []));
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Discards a draft that was prepared. From then on only the coordinator sees a draft. True if there was one. Errors: NOT_FOUND for an unknown phase.',
  })
  async discardReleaseDraft(@CurrentActor() actor: Actor, @Args() { phase }: OfPhaseArgs): Promise<boolean> {
    return this.drafts.discard(actor, phase);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Query(() => [PersonType], {
    nullable: true,
    complexity: listCost(MOST_READERS),
    description:
      "The people who are named for every draft and every release under embargo of an operation's phases, in order of id. Errors: NOT_FOUND for an unknown operation.",
  })
  async releaseReaders(@CurrentActor() actor: Actor, @Args() { operation }: OfOperationArgs): Promise<PersonType[]> {
    return this.named.ofOperation(actor, operation);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => SetReleaseReadersResult, {
    nullable: true,
    description:
      "Sets the people who are named for every draft and every release under embargo of an operation's phases from now on. Drafts and releases that exist keep the people named for them. Errors: NOT_FOUND for an unknown operation.",
  })
  async setReleaseReaders(
    @CurrentActor() actor: Actor,
    @Args() { operation, namedReaders }: SetReleaseReadersArgs,
  ): Promise<ReadersOutcome> {
    return this.named.setOfOperation(actor, operation, namedReaders);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Query(() => [ReleaseReadType], {
    nullable: true,
    complexity: pageCost,
    description:
      "The readings of a phase's drafts and releases under embargo by people named for them, newest first. Errors: NOT_FOUND for an unknown phase; BAD_USER_INPUT if 'after' is not the id of a reading.",
  })
  async releaseReads(
    @CurrentActor() actor: Actor,
    @Args() { phase, ...page }: ReleaseReadsArgs,
  ): Promise<ReleaseReadType[]> {
    return this.named.reads(actor, phase, page);
  }
}
