import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { pageCost, PageArgs, PlainNamePipe } from '../../platform/graphql/index.js';
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
    nullable: true,
    complexity: pageCost,
    description: "Forces, in order of code. Errors: BAD_USER_INPUT if 'after' is not the code of a force.",
  })
  async forces(@CurrentActor() actor: Actor, @Args() page: PageArgs): Promise<ForceType[]> {
    return this.dictionary.forces(actor, page);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => ForceType, { nullable: true, description: 'One force. Errors: NOT_FOUND for an unknown force.' })
  async force(
    @CurrentActor() actor: Actor,
    @Args('code', { type: () => ID, description: 'The code of the force.' }, PlainNamePipe) code: string,
  ): Promise<ForceType> {
    return this.dictionary.getForce(actor, code);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [MeasureType], {
    nullable: true,
    complexity: pageCost,
    description:
      "Measures with the definitions that apply on a day, in the dictionary's order. Errors: BAD_USER_INPUT if 'after' is not the code of a measure.",
  })
  async measures(@CurrentActor() actor: Actor, @Args() args: MeasuresArgs): Promise<MeasureType[]> {
    const { on = null, search = null, category = null } = args;
    return this.dictionary.measures(actor, on, { search, category }, args);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => MeasureType, {
    nullable: true,
    description: 'One measure with the definition that applies on a day. Errors: NOT_FOUND for an unknown measure.',
  })
  async measure(@CurrentActor() actor: Actor, @Args() { code, on = null }: MeasureArgs): Promise<MeasureType> {
    return this.dictionary.getMeasure(actor, code, on);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [MeasureType], {
    nullable: true,
    complexity: pageCost,
    description:
      "The versions of one measure, oldest first. Errors: NOT_FOUND for an unknown measure, BAD_USER_INPUT if 'after' is not one of its versions.",
  })
  async measureHistory(
    @CurrentActor() actor: Actor,
    @Args() { measure, first, after = null }: MeasureHistoryArgs,
  ): Promise<MeasureType[]> {
    return this.dictionary.measureHistory(actor, measure, { first, after });
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [BreakdownType], {
    nullable: true,
    complexity: pageCost,
    description:
      "Breakdowns with their parts, in order of code. Errors: BAD_USER_INPUT if 'after' is not the code of a breakdown.",
  })
  async breakdowns(@CurrentActor() actor: Actor, @Args() args: BreakdownsArgs): Promise<BreakdownType[]> {
    return this.dictionary.breakdowns(actor, args.codes ?? null, args);
  }

  @RequirePermission('EDIT_DICTIONARY')
  @Mutation(() => DefineMeasureResult, {
    nullable: true,
    description:
      'Defines a new measure, or a new version of an existing one. A new measure may be reported at once, for every phase.',
  })
  async defineMeasure(
    @CurrentActor() actor: Actor,
    @Args('input', { description: 'The definition.' }) input: DefineMeasureInput,
  ): Promise<MeasureDefined | MeasureRejected> {
    const outcome = await this.dictionary.defineMeasure(actor, definitionOf(input));
    return Array.isArray(outcome) ? { problems: outcome } : { measure: outcome };
  }
}
