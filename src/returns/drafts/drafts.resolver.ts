import { Args, ArgsType, Field, Int, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { IsOptional, Min } from 'class-validator';
import { CurrentActor, CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { DraftsService, type DraftView } from './drafts.service.js';
import type { ReturnView } from '../reading/return-view.js';
import { DiscardDraftResult, DraftType, SaveDraftResult, type DraftDiscarded, type DraftSaved } from './draft.types.js';
import { ReturnKeyArgs } from '../shared/returns.args.js';
import { submissionOf } from '../shared/returns.mapper.js';
import { ReturnType } from '../reading/returns.types.js';
import { submissionCost, SubmitReturnInput } from '../submission/submit-return.input.js';
import type { ReturnRejected } from '../submission/submit-return.result.js';

const EXPECTED =
  'The revision that you believe to be there, 0: none. Another one is: VERSION_CONFLICT. Left out: not checked.';

@ArgsType()
class DiscardDraftArgs extends ReturnKeyArgs {
  @Field(() => Int, { nullable: true, description: EXPECTED })
  @IsOptional()
  @Min(0)
  expectedRevision?: number | null;
}

@Resolver(() => ReturnType)
export class DraftsResolver {
  constructor(private readonly drafts: DraftsService) {}

  @RequirePermission('DRAFT_RETURN')
  @Mutation(() => SaveDraftResult, {
    complexity: submissionCost,
    description:
      'Keeps a return as it was typed, without sending it: anything may be missing or wrong. One draft a return, known to its own force alone. ' +
      "Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
  })
  async saveDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The return. Its idempotencyKey is passed over.' }) input: SubmitReturnInput,
    @Args('expectedRevision', { type: () => Int, nullable: true, description: EXPECTED })
    expectedRevision: number | null = null,
  ): Promise<DraftSaved | ReturnRejected> {
    const { draft, problems } = await this.drafts.save(actor, submissionOf(input), expectedRevision);
    return draft === null ? { problems } : { draft, problems };
  }

  @RequirePermission('DRAFT_RETURN')
  @Mutation(() => DiscardDraftResult, {
    description:
      "Throws a draft away; where there is none, that is so already. Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
  })
  async discardDraft(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, expectedRevision = null }: DiscardDraftArgs,
  ): Promise<DraftDiscarded | ReturnRejected> {
    const problems = await this.drafts.discard(actor, { phase, force }, expectedRevision);
    return problems.length === 0 ? { phase, force } : { problems };
  }

  @ResolveField(() => DraftType, {
    nullable: true,
    description: 'What is kept before it is sent; null: nothing, or not known to the caller.',
  })
  async draft(@CurrentCaller() caller: Caller, @Parent() { phase, force }: ReturnView): Promise<DraftView | null> {
    return this.drafts.find(caller, { phase: phase.code, force: force.code });
  }
}
