import { Args, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { ParticipationsService } from '../participation/participations.service.js';
import { PhaseDiscardsService } from './discards/phase-discards.service.js';
import type { PhaseOutcome } from './phase-steps.js';
import { PhasesService } from './phases.service.js';
import { ChangePhaseResult } from './phase-changed.result.js';
import { ChangePhaseInput, CreatePhaseInput } from './phase-plan.input.js';
import {
  ClosePhaseArgs,
  DiscardPhaseArgs,
  RestorePhaseArgs,
  GrantExceptionArgs,
  OfForceInPhaseArgs,
  OpenPhaseArgs,
  SetAskArgs,
  SetParticipationArgs,
} from './phase-steps.args.js';
import { askedOf, newPhaseOf } from './phases.mapper.js';

/** What the coordinator does with phases. */
@Resolver()
export class PhasesResolver {
  constructor(
    private readonly phases: PhasesService,
    private readonly participations: ParticipationsService,
    private readonly discards: PhaseDiscardsService,
  ) {}

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Makes a phase, PLANNED. One of the operation with this name and these days is taken for it, and stays as it is; where something else that is given differs: STATE_CONFLICT. Days that are probably a slip: CONFIRMATION_NEEDED. Errors: NOT_FOUND for an unknown operation or force, BAD_USER_INPUT for unknown measures and for what is named twice.',
  })
  async createPhase(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The phase.' }) input: CreatePhaseInput,
    @Args('confirm', { type: () => Boolean, nullable: true, description: "The same as the input's: either serves." })
    confirm?: boolean | null,
  ): Promise<PhaseOutcome> {
    return this.phases.create(actor, newPhaseOf(input, confirm === true));
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Changes what is said of a phase. Deadlines that follow from its last day go with it. Its first day stays while a return counts. A closing date that opens or closes it needs a reason. Errors: NOT_FOUND for an unknown phase or force.',
  })
  async changePhase(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The change.' })
    { phase, reason = null, expectedStatus = null, confirm, ...change }: ChangePhaseInput,
  ): Promise<PhaseOutcome> {
    return this.phases.change(actor, phase, change, { reason, expectedStatus, confirm: confirm === true });
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Opens a phase for returns. After its closing date that keeps it open, and needs a reason. Errors: NOT_FOUND.',
  })
  async openPhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, reason = null, expectedStatus = null }: OpenPhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.phases.open(actor, phase, reason, expectedStatus);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Closes a phase: it takes no first returns any more, and corrections still. With returns missing or not accepted: CONFIRMATION_NEEDED. Errors: NOT_FOUND.',
  })
  async closePhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, expectedStatus = null, confirm }: ClosePhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.phases.close(actor, phase, { expectedStatus, confirm: confirm === true });
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Discards a phase that was made by mistake, while no return counts in it. It takes no returns, and lists and totals across phases leave it out. It is still read by its code, which no other phase gets, and so are the returns that were withdrawn in it. Errors: NOT_FOUND.',
  })
  async discardPhase(@CurrentActor() actor: Actor, @Args() { phase, reason }: DiscardPhaseArgs): Promise<PhaseOutcome> {
    return this.discards.discard(actor, phase, reason);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Restores a discarded phase with the days, participants and asks that it had. Its status is PLANNED: open it again with openPhase. CONFIRMATION_NEEDED if the days look like a mistake, as for createPhase. Errors: NOT_FOUND.',
  })
  async restorePhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, confirm }: RestorePhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.discards.restore(actor, phase, confirm ?? false);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      "Sets a force's part in a phase; one that was not named joins it. A force whose return is there stays in it. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async setParticipation(
    @CurrentActor() actor: Actor,
    @Args() { expectedParticipation = null, reason = null, ...change }: SetParticipationArgs,
  ): Promise<PhaseOutcome> {
    return this.participations.setParticipation(actor, { ...change, reason, expected: expectedParticipation });
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description: 'Sets what a phase asks of a measure. Errors: NOT_FOUND for an unknown phase or measure.',
  })
  async setAsk(@CurrentActor() actor: Actor, @Args() { phase, measure, ask }: SetAskArgs): Promise<PhaseOutcome> {
    return this.participations.setAsk(actor, phase, measure, askedOf(ask));
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      'Has a closed phase take the first return of a force until an instant, instead of an exception that it has. Errors: NOT_FOUND for an unknown phase or force.',
  })
  async grantException(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, until, reason }: GrantExceptionArgs,
  ): Promise<PhaseOutcome> {
    return this.participations.grantException(actor, { phase, force }, until, reason);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    description:
      "Takes a force's exception back; where there is none, nothing happens. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async revokeException(@CurrentActor() actor: Actor, @Args() key: OfForceInPhaseArgs): Promise<PhaseOutcome> {
    return this.participations.revokeException(actor, key);
  }
}
