import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Problem } from '../../common/problem.js';
import { textProblems, type Action } from '../domain/index.js';
import type { ReturnKey } from '../shared/return-context.js';
import { ReturnsRepository } from '../shared/returns.repository.js';

/** Limits the free text of a return. */
@Injectable()
export class ReturnSize {
  constructor(private readonly returns: ReturnsRepository) {}

  /**
   * TOO_MUCH_TEXT if the return would have too much text.
   *
   * @param added bytes of UTF-8 that the action adds
   */
  async problems(tx: EntityManager, key: ReturnKey, action: Action, added: number): Promise<Problem[]> {
    if (added === 0) return [];
    return textProblems(action, { there: await this.returns.textBytes(tx, key), added });
  }
}
