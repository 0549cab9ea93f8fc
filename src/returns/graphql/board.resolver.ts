import { Injectable } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { CurrentCaller, type Caller } from '../../access/index.js';
import { MOST_FORCES } from '../../dictionary/index.js';
import { PhaseType } from '../../operations/index.js';
import { listCost, RequestLoader } from '../../platform/graphql/index.js';
import { BoardService, type Seat } from '../board.service.js';
import { PhaseReturnType } from './board.types.js';

/** The returns of all phases of one request in one statement. */
@Injectable()
export class BoardLoader extends RequestLoader<Caller, string, Seat[]> {
  constructor(board: BoardService) {
    super((caller, phases) => board.of(caller, phases));
  }
}

@Resolver(() => PhaseType)
export class BoardResolver {
  constructor(private readonly board: BoardLoader) {}

  @ResolveField(() => [PhaseReturnType], {
    complexity: listCost(MOST_FORCES),
    description:
      "Who is in, by the force's code: every force that takes part or may, and others that have sent something. Empty to who reads no totals.",
  })
  async returns(@CurrentCaller() caller: Caller, @Parent() phase: PhaseType): Promise<PhaseReturnType[]> {
    return this.board.get(caller, phase.code);
  }
}
