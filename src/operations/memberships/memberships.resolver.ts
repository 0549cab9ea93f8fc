import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { MOST_FORCES } from '../../dictionary/index.js';
import { listCost } from '../../platform/graphql/index.js';
import { MembershipsService, type OperationOutcome } from './memberships.service.js';
import { MergersService, type MergeOutcome } from './mergers.service.js';
import {
  CreateOperationArgs,
  JoinOperationArgs,
  LeaveOperationArgs,
  MergeForcesArgs,
  OfForceInOperationArgs,
  UndoMergerArgs,
} from './memberships.args.js';
import { ChangeOperationResult, MergeForcesResult, UndoMergerResult } from './operation-changed.result.js';
import { OperationMemberType, OperationType } from '../reading/operations.types.js';
import { MembersLoader } from '../participation/phase.loaders.js';

/** Operations and their members. */
@Resolver(() => OperationType)
export class MembershipsResolver {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly mergers: MergersService,
    private readonly membersLoader: MembersLoader,
  ) {}

  @ResolveField(() => [OperationMemberType], {
    nullable: true,
    complexity: listCost(MOST_FORCES),
    description: "Its members, past, present and future, in order of the force's code, then first day.",
  })
  async members(@CurrentActor() actor: Actor, @Parent() operation: OperationType): Promise<OperationMemberType[]> {
    return this.membersLoader.get(actor, operation.code);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    nullable: true,
    description: 'Creates an operation. If one with this code and name exists, nothing changes.',
  })
  async createOperation(
    @CurrentActor() actor: Actor,
    @Args() { code, name }: CreateOperationArgs,
  ): Promise<OperationOutcome> {
    return this.memberships.createOperation(actor, code, name);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    nullable: true,
    description:
      'Makes a force a member of an operation from a day on. It is added to planned phases, and to new ones, that begin on that day or later. Errors: NOT_FOUND for an unknown operation or force.',
  })
  async joinOperation(@CurrentActor() actor: Actor, @Args() joining: JoinOperationArgs): Promise<OperationOutcome> {
    return this.memberships.join(actor, joining);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    nullable: true,
    description:
      "Ends a force's membership of an operation after a last day, or moves that day, also once it has passed. In planned phases that begin later, the force becomes NOT_TAKING_PART; if the day moves back to a later one, the force takes part again in planned phases that begin until then. All other phases stay as they are. Only the newest membership is changed. Refused with NOT_POSSIBLE_NOW before the day on which it joined, and after the last day of a merged force. Errors: NOT_FOUND for an unknown operation or force.",
  })
  async leaveOperation(@CurrentActor() actor: Actor, @Args() leaving: LeaveOperationArgs): Promise<OperationOutcome> {
    return this.memberships.leave(actor, leaving);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangeOperationResult, {
    nullable: true,
    description:
      'Takes back that a force leaves or has left an operation: its newest membership has no last day again. It takes part again in planned phases that begin after the day that was its last; all other phases stay as they are. Refused with NOT_POSSIBLE_NOW for a force that was never a member or has become part of another. Errors: NOT_FOUND for an unknown operation or force.',
  })
  async takeBackLeaving(
    @CurrentActor() actor: Actor,
    @Args() membership: OfForceInOperationArgs,
  ): Promise<OperationOutcome> {
    return this.memberships.takeBackLeaving(actor, membership);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => MergeForcesResult, {
    nullable: true,
    description:
      "Merges forces into a new one from a day on, in every operation. The new force replaces them in planned phases that begin on that day or later, and in discarded ones, which may be restored. Refused with NOT_POSSIBLE_NOW while one of them is in a phase that has been opened and begins on that day or later. Errors: NOT_FOUND for an unknown force, BAD_USER_INPUT if 'from' is empty or names a force twice.",
  })
  async mergeForces(
    @CurrentActor() actor: Actor,
    @Args() { from, into: { onsCode = null, region = null, ...into }, on }: MergeForcesArgs,
  ): Promise<MergeOutcome> {
    return this.mergers.merge(actor, from, { ...into, onsCode, region }, on);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => UndoMergerResult, {
    nullable: true,
    description:
      'Undoes a merger, in every operation: the merged forces have no last day again and are members as long as before. In planned and discarded phases they have the parts that the merger took from them; in those created since, they are members; the new force becomes NOT_TAKING_PART. The new force exists on no day, keeps no ONS code, and its code can be given to another merger. Refused with NOT_POSSIBLE_NOW while the new force is in a phase that has been opened, and for a force that no merger made. Errors: NOT_FOUND for an unknown force.',
  })
  async undoMerger(@CurrentActor() actor: Actor, @Args() { into }: UndoMergerArgs): Promise<MergeOutcome> {
    return this.mergers.undo(actor, into);
  }
}
