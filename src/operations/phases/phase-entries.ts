import { changedDates, type PhasePlan, type PhaseStatus, type PlanChange } from '../domain/index.js';
import type { StepEntry } from './phase-steps.js';

/**
 * The audit entry for a change of a phase: the names of the details given, and changed days and deadlines with values.
 */
export function changeEntry(before: PhasePlan, after: PhasePlan, change: PlanChange): StepEntry {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const changed = given.map(([name]) => name).sort();
  return { action: 'PHASE_CHANGED', details: { changed, ...changedDates(before, after) } };
}

/** The audit entries for a phase that a new closing date has opened or closed. */
export function statusEntries(before: PhaseStatus, after: PhaseStatus): StepEntry[] {
  if (before === after) return [];
  return after === 'OPEN'
    ? [{ action: 'PHASE_OPENED', details: { from: before, keptOpen: false } }]
    : [{ action: 'PHASE_CLOSED' }];
}
