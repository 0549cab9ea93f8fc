import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { pageCost, PageArgs } from '../../platform/graphql/index.js';
import { DictionaryService } from '../dictionary.service.js';
import { BreakdownsArgs, MeasureArgs, MeasureHistoryArgs, MeasuresArgs } from './dictionary.args.js';
import { definitionOf } from './dictionary.mapper.js';
import { DefineMeasureInput } from './define-measure.input.js';
import { DefineMeasureResult, MeasureDefined, MeasureRejected } from './define-measure.result.js';
import { BreakdownType, ForceType, MeasureType } from './dictionary.types.js';

@Resolver()
export class DictionaryResolver {
  constructor(private readonly dictionary: DictionaryService) {}

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [ForceType], {
    complexity: pageCost,
    description: 'Forces, by code. Errors: BAD_USER_INPUT for a page after an unknown force.',
  })
  async forces(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<ForceType[]> {
    return this.dictionary.forces(actor, page);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => ForceType, { description: 'One force. Errors: NOT_FOUND.' })
  async force(
    @CurrentActor() actor: Actor,
    @Args('code', { type: () => ID, description: 'Its code.' }) code: string,
  ): Promise<ForceType> {
    return this.dictionary.getForce(actor, code);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [MeasureType], {
    complexity: pageCost,
    description:
      "Measures as they are defined on a day, in the dictionary's order. Errors: BAD_USER_INPUT for a page after an unknown measure.",
  })
  async measures(@CurrentActor() actor: Actor, @Args() args: MeasuresArgs): Promise<MeasureType[]> {
    const { on = null, search = null, category = null } = args;
    return this.dictionary.measures(actor, on, { search, category }, args);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => MeasureType, { description: 'One measure, as it is defined on a day. Errors: NOT_FOUND.' })
  async measure(@CurrentActor() actor: Actor, @Args() { code, on = null }: MeasureArgs): Promise<MeasureType> {
    return this.dictionary.getMeasure(actor, code, on);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [MeasureType], {
    complexity: pageCost,
    description:
      'The versions of one measure, oldest first. Errors: NOT_FOUND, BAD_USER_INPUT for a page after a version that there is not.',
  })
  async measureHistory(
    @CurrentActor() actor: Actor,
    @Args() { measure, first, after = null }: MeasureHistoryArgs,
  ): Promise<MeasureType[]> {
    return this.dictionary.measureHistory(actor, measure, { first, after });
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [BreakdownType], {
    complexity: pageCost,
    description: 'Breakdowns with their parts, by code. Errors: BAD_USER_INPUT for a page after an unknown breakdown.',
  })
  async breakdowns(@CurrentActor() actor: Actor, @Args() args: BreakdownsArgs): Promise<BreakdownType[]> {
    return this.dictionary.breakdowns(actor, args.codes ?? null, args);
  }

  @RequirePermission('EDIT_DICTIONARY')
  @Mutation(() => DefineMeasureResult, {
    description: 'Defines a measure, or a new version of one. A new measure may be returned at once, for every phase.',
  })
  async defineMeasure(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The definition.' }) input: DefineMeasureInput,
  ): Promise<MeasureDefined | MeasureRejected> {
    const outcome = await this.dictionary.defineMeasure(actor, definitionOf(input));
    return Array.isArray(outcome) ? { problems: outcome } : { measure: outcome };
  }
}
