import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { CurrentActor, RequirePermission, type Actor } from '../../access/index.js';
import { DateScalar, pageCost, PageArgs } from '../../platform/graphql/index.js';
import { DictionaryService } from '../dictionary.service.js';
import { definitionOf } from './dictionary.mapper.js';
import { DefineMeasureInput } from './define-measure.input.js';
import { DefineMeasureResult, MeasureDefined, MeasureRejected } from './define-measure.result.js';
import { BreakdownType, ForceType, MeasureType } from './dictionary.types.js';

@Resolver()
export class DictionaryResolver {
  constructor(private readonly dictionary: DictionaryService) {}

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [ForceType], { complexity: pageCost, description: 'Forces, by code.' })
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
    description: "Measures as they are defined on a day, in the dictionary's order.",
  })
  async measures(
    @CurrentActor() actor: Actor,
    @Args() page: PageArgs,
    @Args('on', {
      type: () => DateScalar,
      nullable: true,
      description: 'The day; left out: the newest definitions, those in force later included.',
    })
    on: string | null = null,
  ): Promise<MeasureType[]> {
    return this.dictionary.measures(actor, on, page);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [MeasureType], { description: 'Every version of one measure, oldest first. Errors: NOT_FOUND.' })
  async measureHistory(
    @CurrentActor() actor: Actor,
    @Args('measure', { type: () => ID, description: 'Its code.' }) code: string,
  ): Promise<MeasureType[]> {
    return this.dictionary.measureHistory(actor, code);
  }

  @RequirePermission('READ_REFERENCE_DATA')
  @Query(() => [BreakdownType], { description: 'Breakdowns with their parts, by code.' })
  async breakdowns(
    @CurrentActor() actor: Actor,
    @Args('codes', {
      type: () => [ID],
      nullable: true,
      description: 'Only these; left out: all. Unknown ones are left out.',
    })
    codes: string[] | null = null,
  ): Promise<BreakdownType[]> {
    return this.dictionary.breakdowns(actor, codes);
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
