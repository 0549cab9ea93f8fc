import { personalDataProblems, written } from '../../../common/personal-data.js';
import type { Problem } from '../../../common/problem.js';
import type { PlanChange } from './phase-plan.js';

/** Warnings for what looks like personal data in the details of a phase, which can be changed. */
export function planWarnings({
  name,
  windows,
  focus,
  note,
}: Pick<PlanChange, 'name' | 'windows' | 'focus' | 'note'>): Problem[] {
  const texts = [
    written('The name', name ?? null),
    written("'windows'", windows ?? null),
    written("'focus'", focus ?? null),
    written('The note', note ?? null),
  ];
  return personalDataProblems(texts, 'CHANGEABLE');
}

/** Warnings for what looks like personal data in the reason for a step, which cannot be changed. */
export function reasonWarnings(reason: string | null): Problem[] {
  return personalDataProblems([written('The reason', reason)], 'LASTING');
}
