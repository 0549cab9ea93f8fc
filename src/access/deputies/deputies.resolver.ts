import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { pageCost } from '../../platform/graphql/index.js';
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
    name: 'deputies',
    complexity: pageCost,
    description:
      "Who stands in for whom, the last appointed first: all of it to the coordinator, of the own force to an approver, and everybody's own. Errors: NOT_FOUND for an unknown force, BAD_USER_INPUT for a page after a deputy that there is not.",
  })
  async listDeputies(
    @CurrentActor() actor: Actor,
    @Args() { force = null, status = null, newestFirst, ...page }: DeputiesArgs,
  ): Promise<DeputyType[]> {
    return this.deputies.list(actor, { force, status, newestFirst }, page);
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Query(() => [DeputyCandidateType], {
    complexity: pageCost,
    description:
      'Whom you may appoint as a deputy, by id: the coordinator anybody who moves returns on, an approver people of the own force. Errors: NOT_FOUND for an unknown force, FORBIDDEN for a force whose deputies are not yours to appoint, BAD_USER_INPUT for a page after nobody whom you may appoint.',
  })
  async deputyCandidates(
    @CurrentActor() actor: Actor,
    @Args() { force = null, ...page }: DeputyCandidatesArgs,
  ): Promise<Capable[]> {
    return this.deputies.candidates(actor, force, page);
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Mutation(() => DeputyResult, {
    description:
      'Lets somebody stand in for whoever has a role, while they are away. The coordinator appoints anybody, an approver people of the own force as its analyst or approver; nobody themselves, and no deputy a deputy. Errors: NOT_FOUND for an unknown force, FORBIDDEN for a role that is not yours to give.',
  })
  async appointDeputy(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The appointment.' }) { force = null, ...input }: AppointDeputyInput,
  ): Promise<DeputyOutcome> {
    return this.deputies.appoint(actor, { ...input, force });
  }

  @RequirePermission('APPOINT_DEPUTY')
  @Mutation(() => DeputyResult, {
    description:
      'Ends it before its time: from the next request on the deputy is one no more. Errors: NOT_FOUND for one that you may not know of, FORBIDDEN for one that is not yours to end.',
  })
  async endDeputy(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
  ): Promise<DeputyOutcome> {
    return this.deputies.end(actor, id);
  }
}
