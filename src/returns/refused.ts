import type { Problem } from '../common/problem.js';

/** Ends the transaction of what was refused, so that nothing of it stays. */
export class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('It was refused.');
  }
}
