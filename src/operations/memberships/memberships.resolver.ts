import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { MOST_FORCES } from '../../dictionary/index.js';
import { listCost } from '../../platform/graphql/index.js';
import { MembershipsService, type MergeOutcome, type OperationOutcome } from './memberships.service.js';
import { CreateOperationArgs, JoinOperationArgs, LeaveOperationArgs, MergeForcesArgs } from './memberships.args.js';
import { ChangeOperationResult, MergeForcesResult } from './operation-changed.result.js';
import { OperationMemberType, OperationType } from '../operations/operations.types.js';
import { MembersLoader } from '../participation/phase.loaders.js';

/** Operations and who belongs to them. */
@Resolver(() => OperationType)
export class MembershipsResolver {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly membersLoader: MembersLoader,
  ) {}

  @ResolveField(() => [OperationMemberType], {
    complexity: listCost(MOST_FORCES),
    description: "Who belongs to it, and did or will, by the force's code, then first day.",
  })
  async members(@CurrentActor() actor: Actor, @Parent() operation: OperationType): Promise<OperationMemberType[]> {
    return this.membersLoader.get(actor, operation.code);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    description: 'Makes an operation. One that has this code and name is taken for it.',
  })
  async createOperation(
    @CurrentActor() actor: Actor,
    @Args() { code, name }: CreateOperationArgs,
  ): Promise<OperationOutcome> {
    return this.memberships.createOperation(actor, code, name);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    description:
      'Has a force belong to an operation from a day on. It takes part in planned phases that begin then or later, and in those that are made. Errors: NOT_FOUND for an unknown operation or force.',
  })
  async joinOperation(@CurrentActor() actor: Actor, @Args() joining: JoinOperationArgs): Promise<OperationOutcome> {
    return this.memberships.join(actor, joining);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    description:
      'Has a force leave an operation after its last day there. It takes no part in planned phases that begin later; others stay as they are. Errors: NOT_FOUND for an unknown operation or force.',
  })
  async leaveOperation(@CurrentActor() actor: Actor, @Args() leaving: LeaveOperationArgs): Promise<OperationOutcome> {
    return this.memberships.leave(actor, leaving);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => MergeForcesResult, {
    description:
      'Makes one force of several from a day on, in every operation too. In planned phases that begin then or later it takes their place; a day is refused while one of them is in a phase that was opened and begins then or later: NOT_POSSIBLE_NOW. Errors: NOT_FOUND for an unknown force, BAD_USER_INPUT for none or one that is named twice.',
  })
  async mergeForces(
    @CurrentActor() actor: Actor,
    @Args() { from, into: { onsCode = null, region = null, ...into }, on }: MergeForcesArgs,
  ): Promise<MergeOutcome> {
    return this.memberships.merge(actor, from, { ...into, onsCode, region }, on);
  }
}
