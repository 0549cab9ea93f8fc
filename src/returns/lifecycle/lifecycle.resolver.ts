import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentActor, CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { LifecycleService } from './lifecycle.service.js';
import type { StepOutcome } from './return-steps.js';
import {
  AcceptArgs,
  AnswerQueryArgs,
  QueryReturnArgs,
  ReasonArgs,
  SignOffArgs,
  WithdrawArgs,
} from './lifecycle.args.js';
import { ReturnStepResult } from './lifecycle.result.js';

const ERRORS = "Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.";

@Resolver()
export class LifecycleResolver {
  constructor(private readonly lifecycle: LifecycleService) {}

  @RequirePermission('SIGN_OFF_RETURN')
  @Mutation(() => ReturnStepResult, {
    description: `Says that the force stands by a version that somebody else submitted. ${ERRORS}`,
  })
  async signOffReturn(@CurrentActor() actor: Actor, @Args() args: SignOffArgs): Promise<StepOutcome> {
    const given = (args.acknowledgements ?? []).map(({ code, measure = null, breakdown: part = null, reason }) => ({
      ...{ code, measure, part, reason },
    }));
    return this.lifecycle.signOff(actor, args, given);
  }

  @RequirePermission('QUERY_RETURN')
  @Mutation(() => ReturnStepResult, {
    description: `Asks a force about the version that stands: it is QUERIED until all that was asked has ended. ${ERRORS}`,
  })
  async queryReturn(@CurrentActor() actor: Actor, @Args() args: QueryReturnArgs): Promise<StepOutcome> {
    return this.lifecycle.ask(actor, args, args.question);
  }

  @RequirePermission('ANSWER_QUERY')
  @Mutation(() => ReturnStepResult, {
    description: 'Answers a question. Errors: NOT_FOUND for one that the caller may not know of.',
  })
  async answerQuery(@CurrentCaller() caller: Caller, @Args() { id, answer }: AnswerQueryArgs): Promise<StepOutcome> {
    return this.lifecycle.answer(caller, id, answer);
  }

  @RequirePermission('QUERY_RETURN')
  @Mutation(() => ReturnStepResult, { description: 'Takes a question back. Errors: NOT_FOUND for an unknown one.' })
  async takeBackQuery(
    @CurrentActor() actor: Actor,
    @Args('id', { type: () => ID, description: 'The id of the question.' }) id: string,
  ): Promise<StepOutcome> {
    return this.lifecycle.takeBack(actor, id);
  }

  @RequirePermission('ACCEPT_RETURN')
  @Mutation(() => ReturnStepResult, {
    description: `Counts a version in the region's accepted totals, in place of the one before. ${ERRORS}`,
  })
  async acceptReturn(@CurrentActor() actor: Actor, @Args() args: AcceptArgs): Promise<StepOutcome> {
    return this.lifecycle.accept(actor, args, args.withoutSignOff ?? null);
  }

  @RequirePermission('ACCEPT_RETURN')
  @Mutation(() => ReturnStepResult, {
    description: `Takes an acceptance back: the version is as before it, and one that was accepted earlier counts again. ${ERRORS}`,
  })
  async undoAcceptance(@CurrentActor() actor: Actor, @Args() args: ReasonArgs): Promise<StepOutcome> {
    return this.lifecycle.undoAcceptance(actor, args, args.reason);
  }

  @RequirePermission('SEND_RETURN')
  @Mutation(() => ReturnStepResult, {
    description: `Withdraws a version that was sent for the wrong phase: it counts nowhere. The version before it is current again, in the state and with the questions that it had when the withdrawn one came; the outcome then has the warning EARLIER_VERSION_CURRENT. An accepted version cannot be withdrawn: its acceptance has to be undone first. ${ERRORS}`,
  })
  async withdrawReturn(@CurrentActor() actor: Actor, @Args() args: WithdrawArgs): Promise<StepOutcome> {
    return this.lifecycle.withdraw(actor, args, args.reason, args.wholeReturn ?? false);
  }
}
