import { changedDates, type PhasePlan, type PhaseStatus, type PlanChange } from '../domain/index.js';
import type { StepEntry } from './phase-steps.js';

/** What is recorded of a change: the names of what was given, and what the days and deadlines were and are. */
export function changeEntry(before: PhasePlan, after: PhasePlan, change: PlanChange): StepEntry {
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const changed = given.map(([name]) => name).sort();
  return { action: 'PHASE_CHANGED', details: { changed, ...changedDates(before, after) } };
}

/** What is recorded when a closing date has opened or closed a phase. */
export function statusEntries(before: PhaseStatus, after: PhaseStatus): StepEntry[] {
  if (before === after) return [];
  return after === 'OPEN'
    ? [{ action: 'PHASE_OPENED', details: { from: before, keptOpen: false } }]
    : [{ action: 'PHASE_CLOSED' }];
}
