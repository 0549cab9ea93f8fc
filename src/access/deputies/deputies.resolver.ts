import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { pageCost, PlainNamePipe } from '../../platform/graphql/index.js';
import { CurrentActor, RequirePermission } from '../authorization/access.decorators.js';
import { DeputiesService, type DeputyOutcome } from './deputies.service.js';
import type { Actor } from '../domain/actor.js';
import type { Capable } from '../identities/identities.repository.js';
import { AppointDeputyInput, DeputiesArgs, DeputyCandidatesArgs } from './deputies.args.js';
import { DeputyCandidateType, DeputyResult, DeputyType } from './deputies.types.js';

@Resolver()
export class DeputiesResolver {
  constructor(private readonly deputies: DeputiesService) {}

  @RequirePermission('READ_DEPUTIES')
  @Query(() => [DeputyType], {
    nullable: true,
    name: 'deputies',
    complexity: pageCost,
    description:
      "Deputies, newest first. The coordinator reads all of them, an approver those of their own force, and everybody their own appointments. Errors: NOT_FOUND for an unknown force, BAD_USER_INPUT if 'after' is not the id of a deputy that the caller may read.",
  })
  async listDeputies(
    @CurrentActor() actor: Actor,
    @Args() { force = null, status = null, newestFirst, ...page }: DeputiesArgs,
  ): Promise<DeputyType[]> {
    return this.deputies.list(actor, { force, status, newestFirst }, page);
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Query(() => [DeputyCandidateType], {
    nullable: true,
    complexity: pageCost,
    description:
      "People whom the caller may appoint as a deputy, in order of id. The coordinator may appoint any analyst, approver or coordinator; an approver may appoint those of their own force. Errors: NOT_FOUND for an unknown force, FORBIDDEN for a force whose deputies the caller may not appoint, BAD_USER_INPUT if 'after' is not the id of a person whom the caller may appoint.",
  })
  async deputyCandidates(
    @CurrentActor() actor: Actor,
    @Args() { force = null, ...page }: DeputyCandidatesArgs,
  ): Promise<Capable[]> {
    return this.deputies.candidates(actor, force, page);
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Mutation(() => DeputyResult, {
    nullable: true,
    description:
      'Appoints a deputy: a person who may act in a role while the usual person is away. The coordinator may appoint a deputy for any role. An approver may appoint people of their own force as its analyst or approver. Nobody can appoint themselves, and a deputy cannot appoint deputies. Errors: NOT_FOUND for an unknown force, FORBIDDEN for a role that the caller may not give.',
  })
  async appointDeputy(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The appointment.' }) { force = null, ...input }: AppointDeputyInput,
  ): Promise<DeputyOutcome> {
    return this.deputies.appoint(actor, { ...input, force });
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Mutation(() => DeputyResult, {
    nullable: true,
    description:
      'Ends an appointment early: from the next request on, it gives no rights. Errors: NOT_FOUND if the appointment does not exist or the caller may not see it, FORBIDDEN if the caller may not end it.',
  })
  async endDeputy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The id of the appointment.' }, PlainNamePipe) id: string,
  ): Promise<DeputyOutcome> {
    return this.deputies.end(actor, id);
  }
}
