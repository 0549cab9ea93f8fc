import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { pageCost } from '../../platform/graphql/index.js';
import {
  BringForwardArgs,
  PublishReleaseInput,
  RecordReleaseArgs,
  ReleaseStepsArgs,
  WithdrawReleaseArgs,
} from './publication.args.js';
import { publicationOf } from './publication.mapper.js';
import { ChangeReleaseResult, PublishReleaseResult, WithdrawReleaseResult } from './publication.result.js';
import { PublicationService } from './publication.service.js';
import { ReleaseChanges } from './release-changes.js';
import type { ReleaseOutcome } from './release-outcome.js';
import { ReleaseStepType } from './release-steps.types.js';
import type { ReleaseStep } from './release-steps.repository.js';
import { ReleaseSteps } from './release-steps.js';

/** How releases are published, changed and withdrawn. */
@Resolver()
export class PublicationResolver {
  constructor(
    private readonly publication: PublicationService,
    private readonly changes: ReleaseChanges,
    private readonly steps: ReleaseSteps,
  ) {}

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => PublishReleaseResult, {
    nullable: true,
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
    nullable: true,
    description:
      'Withdraws a release: its figures are no longer answered, and readers see that it was withdrawn. Earlier versions stay superseded; publish another version to replace it. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async withdrawRelease(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, reason }: WithdrawReleaseArgs,
  ): Promise<ReleaseOutcome> {
    return this.changes.withdraw(actor, phase, version, reason);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => ChangeReleaseResult, {
    nullable: true,
    description:
      'Ends the embargo of a release now, and with it those of earlier versions. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async bringReleaseForward(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, reason = null }: BringForwardArgs,
  ): Promise<ReleaseOutcome> {
    return this.changes.bringForward(actor, phase, version, reason);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Mutation(() => ChangeReleaseResult, {
    nullable: true,
    description:
      'Records that a release was sent to the media, or that it has leaked. It changes nothing else. Errors: NOT_FOUND for an unknown phase or version.',
  })
  async recordReleaseEvent(
    @CurrentActor() actor: Actor,
    @Args() { phase, version, event, note = null }: RecordReleaseArgs,
  ): Promise<ReleaseOutcome> {
    return this.changes.record(actor, { phase, version }, event, note);
  }

  @RequirePermission('PUBLISH_RELEASE')
  @Query(() => [ReleaseStepType], {
    nullable: true,
    complexity: pageCost,
    description:
      "What was done with a phase's releases: published, brought forward, sent to the media, leaked, withdrawn; the newest step first. Errors: NOT_FOUND for an unknown phase; BAD_USER_INPUT if 'after' is not the id of a step.",
  })
  async releaseSteps(
    @CurrentActor() actor: Actor,
    @Args() { phase, ...page }: ReleaseStepsArgs,
  ): Promise<ReleaseStep[]> {
    return this.steps.list(actor, phase, page);
  }
}
