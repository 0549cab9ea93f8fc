import type { PhasePlan } from '../domain/index.js';

/** The columns of `phases` that a plan fills. */
export const PLAN_COLUMNS = [
  'name',
  'starts_on',
  'ends_on',
  'dates_known_to',
  'active_days',
  'windows',
  'focus',
  'lead_force',
  'note',
  'returns_due_at',
  'closes_at',
  'final_at',
  'totals_held_back',
];

/** A plan as a row of `phases`. */
export function planRow(plan: PhasePlan): object {
  const { name, startsOn, endsOn, datesKnownTo, activeDays, windows, focus, leadForce, note } = plan;
  return {
    name,
    starts_on: startsOn,
    ends_on: endsOn,
    dates_known_to: datesKnownTo,
    active_days: activeDays,
    windows,
    focus,
    lead_force: leadForce,
    note,
    returns_due_at: plan.returnsDueAt,
    closes_at: plan.closesAt,
    final_at: plan.finalAt,
    totals_held_back: plan.totalsHeldBack,
  };
}
