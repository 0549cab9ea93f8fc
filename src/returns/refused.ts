import type { Problem } from '../common/problem.js';

/** Ends the transaction of what was refused, so that nothing of it stays. */
export class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('The change was refused.');
  }
}

/** @throws Refused if there is any problem */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(problems);
}
