import { Args, ID, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import {
  capacitiesWith,
  CurrentActor,
  CurrentCaller,
  RequirePermission,
  type Actor,
  type Caller,
} from '../../access/index.js';
import { MOST_FORCES, MOST_MEASURES } from '../../dictionary/index.js';
import { listCost, namesField, pageCost, PageArgs, PlainNamePipe } from '../../platform/graphql/index.js';
import type { PhaseFilter } from './operations.repository.js';
import { OperationsService } from './operations.service.js';
import type { PhaseWithLists } from '../phases/phase-with-lists.js';
import { OperationType, ParticipantType, PhaseAskType, PhaseExceptionType, PhaseType } from './operations.types.js';
import {
  AsksLoader,
  DiscardReasonsLoader,
  ExceptionsLoader,
  ParticipantsLoader,
} from '../participation/phase.loaders.js';
import { PhasesArgs } from './phases.args.js';

/** Lists that are read together with a single phase; for several phases, loaders read them for all at once. */
const LISTS = ['participants', 'asks', 'exceptions'] as const;
type PhaseParent = PhaseType & Partial<Pick<PhaseWithLists, (typeof LISTS)[number]>>;

@Resolver(() => PhaseType)
export class OperationsResolver {
  constructor(
    private readonly operations: OperationsService,
    private readonly participantsLoader: ParticipantsLoader,
    private readonly asksLoader: AsksLoader,
    private readonly exceptionsLoader: ExceptionsLoader,
    private readonly discardReasonsLoader: DiscardReasonsLoader,
  ) {}

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [OperationType], {
    nullable: true,
    name: 'operations',
    complexity: pageCost,
    description: "Operations, in order of code. Errors: BAD_USER_INPUT if 'after' is not the code of an operation.",
  })
  async listOperations(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<OperationType[]> {
    return this.operations.operations(actor, page);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => OperationType, {
    nullable: true,
    description: 'One operation. Errors: NOT_FOUND for an unknown operation.',
  })
  async operation(
    @CurrentActor() actor: Actor,
    @Args('code', { type: () => ID, description: 'The code of the operation.' }, PlainNamePipe) code: string,
  ): Promise<OperationType> {
    return this.operations.getOperation(actor, code);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [PhaseType], {
    nullable: true,
    complexity: pageCost,
    description:
      "Phases, in order of first day, then code. Discarded phases are listed only with 'status: DISCARDED'. Errors: NOT_FOUND for an unknown operation, BAD_USER_INPUT if 'after' is not the code of a phase or 'from' is later than 'to'.",
  })
  async phases(@CurrentActor() actor: Actor, @Args() args: PhasesArgs): Promise<PhaseType[]> {
    return this.operations.phases(actor, filterOf(args), args);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => PhaseType, { nullable: true, description: 'One phase. Errors: NOT_FOUND for an unknown phase.' })
  async phase(
    @CurrentActor() actor: Actor,
    @Args('code', { type: () => ID, description: 'The code of the phase.' }, PlainNamePipe) code: string,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PhaseParent> {
    return namesField(info, LISTS)
      ? this.operations.getPhaseWithLists(actor, code)
      : this.operations.getPhase(actor, code);
  }

  @ResolveField(() => [ParticipantType], {
    nullable: true,
    complexity: listCost(MOST_FORCES),
    description: "The forces named in the phase and their participation, in order of the force's code.",
  })
  async participants(
    @CurrentCaller() caller: Caller,
    @Parent() phase: PhaseParent,
  ): Promise<readonly ParticipantType[]> {
    return asRead(caller, phase.participants) ?? this.participantsLoader.get(caller, phase.code);
  }

  @ResolveField(() => [PhaseAskType], {
    nullable: true,
    complexity: listCost(MOST_MEASURES),
    description: "The measures that it asks for, in the dictionary's order.",
  })
  async asks(@CurrentActor() actor: Actor, @Parent() phase: PhaseParent): Promise<readonly PhaseAskType[]> {
    return phase.asks ?? this.asksLoader.get(actor, phase.code);
  }

  @ResolveField(() => [PhaseExceptionType], {
    nullable: true,
    complexity: listCost(MOST_FORCES),
    description:
      "Exceptions that were granted and not revoked, in order of the force's code. The coordinator sees all of them, people of a force see their own, and others see none.",
  })
  async exceptions(
    @CurrentCaller() caller: Caller,
    @Parent() phase: PhaseParent,
  ): Promise<readonly PhaseExceptionType[]> {
    return asRead(caller, phase.exceptions) ?? this.exceptionsLoader.get(caller, phase.code);
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'A note on the phase. Internal: for the coordinator only. Null if there is none or the caller may not see it.',
  })
  note(@CurrentCaller() caller: Caller, @Parent() phase: PhaseParent): string | null {
    return capacitiesWith(caller, 'MANAGE_PHASES').length === 0 ? null : phase.note;
  }

  @ResolveField(() => String, {
    nullable: true,
    description:
      'Why the phase was discarded. Internal: for the coordinator only. Null if it is not discarded or the caller may not see it.',
  })
  async discardReason(@CurrentCaller() caller: Caller, @Parent() phase: PhaseParent): Promise<string | null> {
    const [actor] = phase.status === 'DISCARDED' ? capacitiesWith(caller, 'MANAGE_PHASES') : [];
    return actor === undefined ? null : this.discardReasonsLoader.get(actor, phase.code);
  }
}

/** The items read with a phase are what the caller's own role sees; undefined for a deputy, who may see more. */
function asRead<Item>(caller: Caller, items: readonly Item[] | undefined): readonly Item[] | undefined {
  return caller.deputising.length === 0 ? items : undefined;
}

function filterOf({ operation, status, from, to, search, newestFirst }: PhasesArgs): PhaseFilter {
  return {
    operation: operation ?? null,
    status: status ?? null,
    from: from ?? null,
    to: to ?? null,
    search: search ?? null,
    newestFirst,
  };
}
