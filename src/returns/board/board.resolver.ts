import { Injectable } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCaller, type Caller } from '../../access/index.js';
import { MOST_CELLS, MOST_FORCES } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { listCost, ProblemType, RequestLoader } from '../../platform/graphql/index.js';
import { BoardService, type Seat } from './board.service.js';
import { ComparisonService, type Comparison } from './comparison.service.js';
import { PhaseReturnType } from './board.types.js';

/** Loads the status of the returns of every phase in a request with one statement. */
@Injectable()
export class BoardLoader extends RequestLoader<Caller, string, Seat[]> {
  constructor(board: BoardService) {
    super((caller, phases) => board.of(caller, phases));
  }
}

/** Loads the comparison between forces for every phase in a request with one statement. */
@Injectable()
export class ComparisonLoader extends RequestLoader<Caller, string, Comparison> {
  constructor(comparisons: ComparisonService) {
    super((caller, phases) => comparisons.of(caller, phases));
  }
}

@Resolver(() => PhaseType)
export class BoardResolver {
  constructor(private readonly board: BoardLoader) {}

  @ResolveField(() => [PhaseReturnType], {
    nullable: true,
    complexity: listCost(MOST_FORCES),
    description:
      "The status of each force's return, in order of the force's code: every force that is TAKING_PART or NOT_KNOWN, and any other that has submitted a return. Empty if the caller may not read totals.",
  })
  async returns(@CurrentCaller() caller: Caller, @Parent() phase: PhaseType): Promise<PhaseReturnType[]> {
    return this.board.get(caller, phase.code);
  }
}

@Resolver(() => PhaseReturnType)
export class PhaseReturnResolver {
  constructor(private readonly comparisons: ComparisonLoader) {}

  @ResolveField(() => [ProblemType], {
    nullable: true,
    complexity: listCost(MOST_CELLS),
    description:
      "UNUSUAL_VALUE for each figure that is far from the figures in the other forces' current versions for the phase. Those versions need not be accepted. A figure is compared if at least four other forces report a number; a figure above 0 that is usual for the force itself is left out. Only the coordinator sees this: for everybody else it is always empty. Errors: BAD_USER_INPUT for more than 4 phases in one request.",
  })
  async comparedWithOthers(
    @CurrentCaller() caller: Caller,
    @Parent() { phase, force }: PhaseReturnType,
  ): Promise<readonly ProblemType[]> {
    return (await this.comparisons.get(caller, phase)).get(force.code) ?? [];
  }
}
