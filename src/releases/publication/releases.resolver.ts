import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Request } from 'express';
import { CurrentActor, CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { listCost, workCost } from '../../platform/graphql/index.js';
import { ResponseCache } from '../../totals/index.js';
import { MOST_VERSIONS } from '../domain/index.js';
import { headlinesView, type HeadlinesView } from './headlines.js';
import { PublicationService, type ReleaseOutcome } from './publication.service.js';
import { readerOf } from './reader-of.js';
import { ReleaseReader, type ReleaseSummary, type ReleaseView } from './release-reader.js';
import { publicationOf } from './releases.mapper.js';
import {
  BringForwardArgs,
  OfPhaseArgs,
  PublishReleaseInput,
  RecordReleaseArgs,
  ReleaseArgs,
  WithdrawReleaseArgs,
} from './releases.args.js';
import { ChangeReleaseResult, PublishReleaseResult, WithdrawReleaseResult } from './releases.result.js';
import { HeadlinesType, ReleaseSummaryType, ReleaseType } from './releases.types.js';

/** The query cost of reading a release. */
const READ_WORK = 2_000;

/** How releases are read, published and withdrawn. */
@Resolver()
export class ReleasesResolver {
  constructor(
    private readonly reader: ReleaseReader,
    private readonly responses: ResponseCache,
    private readonly publication: PublicationService,
  ) {}

  @RequirePermission('READ_RELEASES')
  @Query(() => ReleaseType, {
    nullable: true,
    complexity: workCost(READ_WORK),
    description:
      'A release of a phase; null if there is none that the caller may see, or not this version. Reading one under embargo is recorded. Errors: NOT_FOUND for an unknown phase.',
  })
  async release(
    @CurrentCaller() caller: Caller,
    @Args() { phase, version = null }: ReleaseArgs,
    @Context('req') request: Request,
  ): Promise<ReleaseView | null> {
    return this.read(readerOf(caller), phase, version, request);
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => [ReleaseSummaryType], {
    nullable: true,
    complexity: listCost(MOST_VERSIONS),
    description:
      "The versions of a phase's release that the caller may see, the newest first. Errors: NOT_FOUND for an unknown phase.",
  })
  async releases(@CurrentCaller() caller: Caller, @Args() { phase }: OfPhaseArgs): Promise<ReleaseSummary[]> {
    return this.reader.list(readerOf(caller), phase);
  }

  @RequirePermission('READ_RELEASES')
  @Query(() => HeadlinesType, {
    nullable: true,
    complexity: workCost(READ_WORK),
    description:
      'The headlines of the newest release of a phase that the caller may see; null if there is none. Reading one under embargo is recorded. Errors: NOT_FOUND for an unknown phase.',
  })
  async headlines(
    @CurrentCaller() caller: Caller,
    @Args() { phase }: OfPhaseArgs,
    @Context('req') request: Request,
  ): Promise<HeadlinesView | null> {
    const release = await this.read(readerOf(caller), phase, null, request);
    return release === null ? null : headlinesView(release, new Date());
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => PublishReleaseResult, {
    description:
      "Publishes the accepted figures of a phase as the next version of its release, at once or under embargo. What is published never changes. Publishing ends embargoes of earlier versions that would end later. If it comes out at once, the phase's totals are no longer held back. Errors: NOT_FOUND for an unknown phase.",
  })
  async publishRelease(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The release.' }) input: PublishReleaseInput,
  ): Promise<ReleaseOutcome> {
    return this.publication.publish(actor, input.phase, publicationOf(input));
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => WithdrawReleaseResult, {
    description:
      'Withdraws a release: its figures are no longer answered, and readers see that it was withdrawn. Earlier versions stay superseded; publish another version to replace it. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async withdrawRelease(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, reason }: WithdrawReleaseArgs,
  ): Promise<ReleaseOutcome> {
    return this.publication.withdraw(actor, phase, version, reason);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => ChangeReleaseResult, {
    description:
      'Ends the embargo of a release now, and with it those of earlier versions. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async bringReleaseForward(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, reason = null }: BringForwardArgs,
  ): Promise<ReleaseOutcome> {
    return this.publication.bringForward(actor, phase, version, reason);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => ChangeReleaseResult, {
    description:
      'Records that a release was sent to the media, or that it has leaked. It changes nothing else. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async recordReleaseEvent(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, event, note = null }: RecordReleaseArgs,
  ): Promise<ReleaseOutcome> {
    return this.publication.record(actor, { phase, version }, event, note);
  }

  /** Lets the answer be stored, unless its reading was recorded: then each reading is. */
  private async read(
    actor: Actor,
    phase: string,
    version: number | null,
    request: Request,
  ): Promise<ReleaseView | null> {
    const { release, stamp, isRecorded } = await this.reader.find(actor, phase, version);
    if (!isRecorded) this.responses.restsOn(request, { phase, stamp, isPersonal: true });
    return release;
  }
}
