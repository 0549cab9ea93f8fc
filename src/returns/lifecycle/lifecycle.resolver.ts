import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { CurrentActor, CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { PlainNamePipe } from '../../platform/graphql/index.js';
import { LifecycleService } from './lifecycle.service.js';
import type { StepOutcome } from './return-steps.js';
import {
  AcceptArgs,
  AnswerQueryArgs,
  QueryReturnArgs,
  UndoAcceptanceArgs,
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
    nullable: true,
    description: `Signs off, for the force, a version that somebody else submitted. ${ERRORS}`,
  })
  async signOffReturn(@CurrentActor() actor: Actor, @Args() args: SignOffArgs): Promise<StepOutcome> {
    const given = (args.acknowledgements ?? []).map(({ code, measure = null, breakdown: part = null, reason }) => ({
      code,
      measure,
      part,
      reason,
    }));
    return this.lifecycle.signOff(actor, args, given);
  }

  @RequirePermission('QUERY_RETURN')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description: `Asks a question about the current version, which is QUERIED until all its questions have ended. The same person asking the same again while the question is open changes nothing. The coordinator asks about the return of any force; an approver sends back a version of their own force, before it is accepted, unless they submitted it. ${ERRORS}`,
  })
  async queryReturn(@CurrentCaller() caller: Caller, @Args() args: QueryReturnArgs): Promise<StepOutcome> {
    return this.lifecycle.ask(caller, args, args.question);
  }

  @RequirePermission('ANSWER_QUERY')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description: 'Answers a question. Errors: NOT_FOUND if the question does not exist, or the caller may not see it.',
  })
  async answerQuery(@CurrentCaller() caller: Caller, @Args() { id, answer }: AnswerQueryArgs): Promise<StepOutcome> {
    return this.lifecycle.answer(caller, id, answer);
  }

  @RequirePermission('QUERY_RETURN')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description:
      'Takes back a question: the coordinator one that the region asked, an approver one that an approver of their force asked. Errors: NOT_FOUND if the question does not exist, or the caller may not see it.',
  })
  async takeBackQuery(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'The id of the question.' }, PlainNamePipe) id: string,
  ): Promise<StepOutcome> {
    return this.lifecycle.takeBack(caller, id);
  }

  @RequirePermission('ACCEPT_RETURN')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description: `Accepts a version: it counts in the region's accepted totals, in place of any version accepted before. ${ERRORS}`,
  })
  async acceptReturn(@CurrentActor() actor: Actor, @Args() args: AcceptArgs): Promise<StepOutcome> {
    return this.lifecycle.accept(actor, args, args.withoutSignOff ?? null);
  }

  @RequirePermission('ACCEPT_RETURN')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description: `Undoes the acceptance of a version. The version goes back to the state that it had before it was accepted. The version accepted before it, if any, counts again. ${ERRORS}`,
  })
  async undoAcceptance(@CurrentActor() actor: Actor, @Args() args: UndoAcceptanceArgs): Promise<StepOutcome> {
    return this.lifecycle.undoAcceptance(actor, args, args.reason);
  }

  @RequirePermission('SEND_RETURN')
  @Mutation(() => ReturnStepResult, {
    nullable: true,
    description: `Withdraws a version, for example one that was sent for the wrong phase, so that it counts in no total. The version before it, if any, is current again, with the state and the open questions that it had when the withdrawn version was submitted; the outcome then has the warning EARLIER_VERSION_CURRENT. An accepted version cannot be withdrawn: undo its acceptance first. ${ERRORS}`,
  })
  async withdrawReturn(@CurrentActor() actor: Actor, @Args() args: WithdrawArgs): Promise<StepOutcome> {
    return this.lifecycle.withdraw(actor, args, args.reason, args.wholeReturn ?? false);
  }
}
