import { Args, Info, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { CurrentActor, CurrentCaller, RequirePermission, type Actor, type Caller } from '../../access/index.js';
import { listCost, namesField, pageCost, selectsField, SharedReads, workCost } from '../../platform/graphql/index.js';
import { ACTIONS } from '../domain/index.js';
import { ReturnsService } from './returns.service.js';
import type { HistoryVersion, ReturnView } from './return-view.js';
import { DifferenceArgs, ReturnArgs, VersionsArgs } from '../shared/returns.args.js';
import { mayOf } from '../shared/returns.mapper.js';
import { MayNotType, MayType, ReturnType } from './returns.types.js';
import { ReturnDifferenceType, ReturnVersionType } from './version.types.js';

/** Fields of a return that need the contents of its version. */
const OF_ITS_CONTENTS = ['figures', 'problems', 'acknowledgements'] as const;
/** The query cost of reading the state of a return, and of comparing two versions. Reading one value costs 1. */
const RETURN_WORK = 3_000;
const DIFFERENCE_WORK = 5_000;

/** Fields with free text: of a return, its figures, steps or questions. */
const TEXTS = ['note', 'reason', 'question', 'answer', 'acceptedWithoutSignOff'];

@Resolver(() => ReturnType)
export class ReturnsResolver {
  private readonly found = new SharedReads<Actor, ReturnView | null>();
  private readonly histories = new SharedReads<ReturnView, HistoryVersion[]>();

  constructor(private readonly returns: ReturnsService) {}

  @RequirePermission('READ_RETURN')
  @Query(() => ReturnType, {
    name: 'return',
    nullable: true,
    complexity: workCost(RETURN_WORK),
    description:
      "A force's return for a phase. Its version is 0 if none was submitted. Null if the caller may not see it, or the version does not exist. Errors: NOT_FOUND for an unknown phase or force.",
  })
  async findReturn(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, version = null }: ReturnArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ReturnView | null> {
    const texts = namesField(info, TEXTS);
    const contents = OF_ITS_CONTENTS.filter((field) => selectsField(info, [field]));
    const options = {
      version,
      texts,
      steps: selectsField(info, ['steps']),
      queries: selectsField(info, ['queries']),
      contents: texts && contents.includes('figures') ? [...contents, 'notes' as const] : contents,
    };
    const key = { phase, force };
    return this.found.get(actor, { ...key, ...options }, () => this.returns.find(actor, key, options));
  }

  @RequirePermission('READ_RETURN')
  @Query(() => ReturnDifferenceType, {
    nullable: true,
    complexity: workCost(DIFFERENCE_WORK),
    description:
      'The differences between two versions of a return. Null if the caller may not see it, or one of the versions does not exist. Errors: NOT_FOUND for an unknown phase or force.',
  })
  async returnDifference(
    @CurrentActor() actor: Actor,
    @Args() { phase, force, from, to }: DifferenceArgs,
  ): Promise<ReturnDifferenceType | null> {
    const changes = await this.returns.difference(actor, { phase, force }, from, to);
    return changes === null ? null : { from, to, changes };
  }

  @ResolveField(() => MayType, { description: 'The actions that the caller may take on the return now.' })
  may(@CurrentCaller() caller: Caller, @Parent() view: ReturnView): MayType {
    return mayOf(this.returns.denials(caller, view));
  }

  @ResolveField(() => [MayNotType], {
    complexity: listCost(ACTIONS.length),
    description: 'The actions that the caller may not take on the return now, and why, in the order of ReturnAction.',
  })
  mayNot(@CurrentCaller() caller: Caller, @Parent() view: ReturnView): MayNotType[] {
    return this.returns.denials(caller, view);
  }

  @ResolveField(() => [ReturnVersionType], {
    nullable: true,
    complexity: pageCost,
    description:
      'The versions of the return, in order of number, each with what it changed. Errors: BAD_USER_INPUT if `after` is not the number of a version; QUERY_TOO_COMPLEX if `changes` are asked for and the versions of a page have more than 50,000 measures and parts together: ask for fewer versions.',
  })
  async versions(
    @CurrentCaller() caller: Caller,
    @Parent() view: ReturnView,
    @Args() { first, after = null, newestFirst }: VersionsArgs,
    @Info() info: GraphQLResolveInfo,
  ): Promise<HistoryVersion[]> {
    const selects = (field: string): boolean => selectsField(info, [field]);
    const page = {
      first,
      after,
      newestFirst,
      texts: namesField(info, TEXTS),
      problems: selects('problems'),
      acknowledgements: selects('acknowledgements'),
      changes: selects('changes'),
      steps: selects('steps'),
      queries: selects('queries'),
    };
    return this.histories.get(view, page, () => this.returns.history(caller, view, page));
  }
}
