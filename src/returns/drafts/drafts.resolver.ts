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
  'The revision of the draft as you last read it, 0 if there was none. VERSION_CONFLICT if it has changed. If left out, not checked.';

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
    nullable: true,
    complexity: submissionCost,
    description:
      'Saves a return as it was typed, without submitting it: what is required may be missing, and figures may be wrong, as long as each value given is of the type in the schema. Each return has at most one draft, which only its own force can see. ' +
      "Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
  })
  async saveDraft(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The return. Its idempotencyKey is ignored.' }) input: SubmitReturnInput,
    @Args('expectedRevision', { type: () => Int, nullable: true, description: EXPECTED })
    expectedRevision: number | null = null,
  ): Promise<DraftSaved | ReturnRejected> {
    const { draft, problems } = await this.drafts.save(actor, submissionOf(input), expectedRevision);
    return draft === null ? { problems } : { draft, problems };
  }

  @RequirePermission('DRAFT_RETURN')
  @Mutation(() => DiscardDraftResult, {
    nullable: true,
    description:
      "Discards a draft. No error if there is none. Errors: NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
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
    description: 'The draft of the return; null if there is none, or the caller may not see it.',
  })
  async draft(@CurrentCaller() caller: Caller, @Parent() { phase, force }: ReturnView): Promise<DraftView | null> {
    return this.drafts.find(caller, { phase: phase.code, force: force.code });
  }
}
