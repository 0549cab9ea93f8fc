import type { Named } from '../../../common/suggest-codes.js';
import type { Phase } from './phase.js';

/** A phase with all that people call it: also by its number, "11" and "phase 11". */
export function namedPhase({ code, name }: Pick<Phase, 'code' | 'name'>): Named {
  const number = /(?:^|-)(\d+)$/.exec(code)?.[1];
  return { code, names: [name, ...(number === undefined ? [] : [number, `Phase ${number}`])] };
}
