import { Injectable } from '@nestjs/common';
import type { Actor } from '../access/index.js';
import { CodedError, cut } from '../common/errors.js';

/** Whose returns somebody may send and read, once the role may at all. */
@Injectable()
export class ReturnsPolicy {
  /** @throws CodedError FORBIDDEN for a force's person who writes for another force */
  assertMaySend(actor: Actor, force: string): void {
    if (actor.force !== null && actor.force !== force) {
      throw new CodedError('FORBIDDEN', `You may send returns of ${actor.force} only, not of ${cut(force)}.`);
    }
  }

  /** False for a force's person and another force's return, which is then as if it were not there. */
  mayRead(actor: Actor, force: string): boolean {
    return actor.force === null || actor.force === force;
  }
}
