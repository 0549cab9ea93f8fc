import type { Problem } from '../../common/problem.js';

/** Rolls back the transaction of a refused change, so that nothing is stored. */
export class RejectedError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('The change was refused.');
  }
}

/** @throws RejectedError if there is any problem */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new RejectedError(problems);
}
