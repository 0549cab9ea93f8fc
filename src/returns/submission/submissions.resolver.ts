import { Args, Info, Mutation, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { namesField } from '../../platform/graphql/index.js';
import type { ReturnView } from '../reading/return-view.js';
import { submissionOf } from '../shared/returns.mapper.js';
import { SubmissionsService } from './submissions.service.js';
import { submissionCost, SubmitReturnInput } from './submit-return.input.js';
import { SubmitReturnResult, type ReturnRejected, type SubmitReturnSuccess } from './submit-return.result.js';

/** Fields of a return that need more than the version just submitted. */
const OF_ITS_PAST = ['may', 'mayNot', 'versions', 'draft', 'acceptedVersion', 'submittedBy', 'steps'];

@Resolver()
export class SubmissionsResolver {
  constructor(private readonly submissions: SubmissionsService) {}

  @RequirePermission('SEND_RETURN')
  @Mutation(() => SubmitReturnResult, {
    nullable: true,
    complexity: submissionCost,
    description:
      'Submits a whole return of a force for a phase. Its draft is discarded if the caller was the last to save it. Errors: ' +
      "NOT_FOUND for an unknown phase or force, FORBIDDEN for another force's return.",
  })
  async submitReturn(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The return.' }) input: SubmitReturnInput,
    @Info() info: GraphQLResolveInfo,
  ): Promise<(Omit<SubmitReturnSuccess, 'return'> & { return: ReturnView }) | ReturnRejected> {
    return this.submissions.submit(actor, submissionOf(input), namesField(info, OF_ITS_PAST));
  }
}
