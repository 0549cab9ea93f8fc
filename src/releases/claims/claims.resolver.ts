import { Args, Query, Resolver } from '@nestjs/graphql';
import { CurrentCaller, RequirePermission, type Caller } from '../../access/index.js';
import { workCost } from '../../platform/graphql/index.js';
import { readerOf } from '../reading/reader-of.js';
import { checkedTextOf } from './claims.mapper.js';
import { ClaimsService } from './claims.service.js';
import { CheckedTextType, CheckTextArgs } from './claims.types.js';

/** The query cost of reading a text, and of working out a draft. */
const CHECK_WORK = 40_000;

/** Checks press releases. */
@Resolver()
export class ClaimsResolver {
  constructor(private readonly claims: ClaimsService) {}

  @RequirePermission('READ_RELEASES')
  @Query(() => CheckedTextType, {
    nullable: true,
    complexity: workCost(CHECK_WORK),
    description:
      'The figures of a text, such as the draft of a press release, each compared with the newest release of a phase that the caller may see. Reading a release under embargo is recorded. A withdrawn release counts as none. Errors: NOT_FOUND for an unknown phase; FORBIDDEN for a role that reads no releases, and for a draft unless the caller is the coordinator; BAD_USER_INPUT for a text that is blank, has more than 500 numbers or more than 100 in words, or has characters that change the direction of writing.',
  })
  async checkText(
    @CurrentCaller() caller: Caller,
    @Args() { phase, text, draft }: CheckTextArgs,
  ): Promise<CheckedTextType> {
    return checkedTextOf(await this.claims.check(readerOf(caller), phase, text, draft));
  }
}
