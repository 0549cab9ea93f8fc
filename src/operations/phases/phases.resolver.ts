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

/** How the coordinator creates and changes phases. */
@Resolver()
export class PhasesResolver {
  constructor(
    private readonly phases: PhasesService,
    private readonly participations: ParticipationsService,
    private readonly discards: PhaseDiscardsService,
  ) {}

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      'Creates a phase with the status PLANNED. If the operation already has a phase with this name, these days and the same other details, nothing changes. If the other details differ, the request is refused with STATE_CONFLICT. Days or a name that look like a mistake are refused with CONFIRMATION_NEEDED. Errors: NOT_FOUND for an unknown operation or force, BAD_USER_INPUT for an unknown measure and for a force or measure named twice.',
  })
  async createPhase(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The phase.' }) input: CreatePhaseInput,
    @Args('confirm', {
      type: () => Boolean,
      nullable: true,
      description: "The same as 'confirm' in the input: setting one of them is enough.",
    })
    confirm?: boolean | null,
  ): Promise<PhaseOutcome> {
    return this.phases.create(actor, newPhaseOf(input, confirm === true));
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      'Changes the details of a phase. If the days change, deadlines that have their default value move with the last day. The first day cannot be changed while the phase has a return that is not withdrawn. A closing date that reopens or closes the phase needs a reason; one that closes it is refused with CONFIRMATION_NEEDED, like closePhase, if returns are missing or not accepted. Errors: NOT_FOUND for an unknown phase or force.',
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
    nullable: true,
    description:
      'Opens a phase for returns. If its closing date has passed, the phase is kept open despite it, and a reason is needed. Errors: NOT_FOUND for an unknown phase.',
  })
  async openPhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, reason = null, expectedStatus = null }: OpenPhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.phases.open(actor, phase, reason, expectedStatus);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      'Closes a phase. It still accepts new versions of the returns that it has, and a first return only by exception. Refused with CONFIRMATION_NEEDED if returns are missing or not accepted. Errors: NOT_FOUND for an unknown phase.',
  })
  async closePhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, expectedStatus = null, confirm }: ClosePhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.phases.close(actor, phase, { expectedStatus, confirm: confirm === true });
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      'Discards a phase that was created by mistake. Refused while it has a return that is not withdrawn. A discarded phase accepts no returns and is left out of lists and of totals across phases. The phase and its withdrawn returns can still be read by its code, which cannot be used again. Errors: NOT_FOUND for an unknown phase.',
  })
  async discardPhase(@CurrentActor() actor: Actor, @Args() { phase, reason }: DiscardPhaseArgs): Promise<PhaseOutcome> {
    return this.discards.discard(actor, phase, reason);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      'Restores a discarded phase with its days, participants and measures. Its status is then PLANNED: open it again with openPhase. Days or a name that look like a mistake are refused with CONFIRMATION_NEEDED, as for createPhase. Errors: NOT_FOUND for an unknown phase.',
  })
  async restorePhase(
    @CurrentActor() actor: Actor,
    @Args() { phase, confirm }: RestorePhaseArgs,
  ): Promise<PhaseOutcome> {
    return this.discards.restore(actor, phase, confirm ?? false);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      "Sets a force's participation in a phase. A force that is not in the phase is added. A force cannot be set to NOT_TAKING_PART while it has a return that is not withdrawn. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async setParticipation(
    @CurrentActor() actor: Actor,
    @Args() { expectedParticipation = null, reason = null, ...change }: SetParticipationArgs,
  ): Promise<PhaseOutcome> {
    return this.participations.setParticipation(actor, { ...change, reason, expected: expectedParticipation });
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description: 'Sets whether a phase asks for a measure. Errors: NOT_FOUND for an unknown phase or measure.',
  })
  async setAsk(@CurrentActor() actor: Actor, @Args() { phase, measure, ask }: SetAskArgs): Promise<PhaseOutcome> {
    return this.participations.setAsk(actor, phase, measure, askedOf(ask));
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      "Grants a force an exception: until a given time, a closed phase accepts this force's first return. It replaces an earlier exception. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async grantException(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, until, reason }: GrantExceptionArgs,
  ): Promise<PhaseOutcome> {
    return this.participations.grantException(actor, { phase, force }, until, reason);
  }

  @RequirePermission('MANAGE_PHASES')
  @Mutation(() => ChangePhaseResult, {
    nullable: true,
    description:
      "Revokes a force's exception. If there is none, nothing changes. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async revokeException(@CurrentActor() actor: Actor, @Args() key: OfForceInPhaseArgs): Promise<PhaseOutcome> {
    return this.participations.revokeException(actor, key);
  }
}
