import { isCode } from '../../../common/code.js';
import { daysOf, isPossible, type CalendarDate } from '../../../common/dates.js';
import { cut } from '../../../common/errors.js';
import { problem, type Problem } from '../../../common/problem.js';
import { changedDeadlines, formatInstant, type Deadlines } from './deadlines.js';
import { nameProblems } from '../memberships/membership.js';
import type { Phase } from './phase.js';

const MOST_DAYS = 366;

/** The details of a phase that the coordinator sets. */
export type PhasePlan = Deadlines &
  Pick<
    Phase,
    | 'name'
    | 'startsOn'
    | 'endsOn'
    | 'datesKnownTo'
    | 'activeDays'
    | 'windows'
    | 'focus'
    | 'leadForce'
    | 'note'
    | 'totalsHeldBack'
  >;

/**
 * A change of a plan. What is left out stays. Null removes an optional detail, and otherwise is the same as left out.
 */
export type PlanChange = {
  readonly [Name in keyof Omit<PhasePlan, 'datesKnownTo'>]?: PhasePlan[Name] | null | undefined;
};

/** A new phase as sent. What is left out or null has its default. */
export type NewPlan = PlanChange & Pick<PhasePlan, 'name' | 'startsOn' | 'endsOn'>;

/** The plan of a new phase. Deadlines that are not given have their default values. */
export function planOf(sent: NewPlan): PhasePlan {
  const nothing = { activeDays: null, windows: null, focus: null, leadForce: null, note: null, totalsHeldBack: false };
  const noDeadlines = { returnsDueAt: null, closesAt: null, finalAt: null };
  const { name, startsOn, endsOn } = sent;
  return changedPlan({ ...nothing, ...noDeadlines, name, startsOn, endsOn, datesKnownTo: 'DAY' }, sent);
}

/** A phase's plan after a change. Days that are given are known to the day (`datesKnownTo`). */
export function changedPlan(before: PhasePlan, change: PlanChange): PhasePlan {
  const given = change.startsOn != null || change.endsOn != null;
  const endsOn = change.endsOn ?? before.endsOn;
  return {
    name: change.name ?? before.name,
    startsOn: change.startsOn ?? before.startsOn,
    endsOn,
    datesKnownTo: given ? 'DAY' : before.datesKnownTo,
    activeDays: orBefore(change.activeDays, before.activeDays),
    windows: orBefore(change.windows, before.windows),
    focus: orBefore(change.focus, before.focus),
    leadForce: orBefore(change.leadForce, before.leadForce),
    note: orBefore(change.note, before.note),
    totalsHeldBack: change.totalsHeldBack ?? before.totalsHeldBack,
    ...changedDeadlines(before, change, given ? endsOn : null),
  };
}

function orBefore<Value>(given: Value | undefined, before: Value): Value {
  return given === undefined ? before : given;
}

const DATES = ['startsOn', 'endsOn', 'returnsDueAt', 'closesAt', 'finalAt'] as const;

/** The days and deadlines that a change alters, before (`…From`) and after (`…To`). */
export function changedDates(before: PhasePlan, after: PhasePlan): Record<string, string | null> {
  const moved = DATES.filter((name) => formatDate(before[name]) !== formatDate(after[name]));
  return Object.fromEntries(
    moved.flatMap((name) => [
      [`${name}From`, formatDate(before[name])] as const,
      [`${name}To`, formatDate(after[name])] as const,
    ]),
  );
}

function formatDate(date: CalendarDate | Date | null): string | null {
  return date instanceof Date ? date.toISOString() : date;
}

/** All problems with a plan; empty if it is valid. */
export function planProblems(plan: PhasePlan): Problem[] {
  const { name, startsOn, endsOn, activeDays } = plan;
  const days = daysOf(startsOn, endsOn);
  const possible = days >= 1 && days <= MOST_DAYS && isPossible(startsOn) && isPossible(endsOn);
  const problems = nameProblems('phase', name);
  if (!possible) {
    const message = `The days ${startsOn} to ${endsOn} were given. Give a last day on or after the first, at most ${MOST_DAYS} days in all, in the years 2000 to 2100.`;
    problems.push(problem('DAYS_NOT_POSSIBLE', message));
  }
  if (possible && activeDays !== null && (activeDays < 1 || activeDays > days)) {
    const message = `${activeDays} days of activity were given, but the phase has ${days} days. Give 1 to ${days}, or leave 'activeDays' out if it is not known.`;
    problems.push(problem('ACTIVE_DAYS_NOT_POSSIBLE', message));
  }
  return [...problems, ...deadlineProblems(plan)];
}

function deadlineProblems({ returnsDueAt, closesAt, finalAt }: Deadlines): Problem[] {
  const named = [
    ['returns are due', returnsDueAt],
    ['the phase closes', closesAt],
    ['its figures are final', finalAt],
  ] as const;
  const set = named.flatMap(([what, instant]) => (instant === null ? [] : [{ what, instant }]));
  if (set.every(({ instant }, place) => place === 0 || instant >= (set[place - 1]?.instant ?? instant))) return [];
  const found = set.map(({ what, instant }) => `${what} at ${formatInstant(instant)}`).join(', ');
  return [
    problem(
      'DEADLINES_OUT_OF_ORDER',
      `The deadlines are in the wrong order: ${found}. Returns are due first, then the phase closes, then its figures are final. Two of these may be at the same time.`,
    ),
  ];
}

/**
 * Problems with the code of something new; empty if it can have it.
 *
 * @param owner the name of what already has this code; null if it is free
 */
export function codeProblems(code: string, owner: string | null): Problem[] {
  if (!isCode(code)) {
    const message = `The code '${cut(code)}' was given. Give lower-case words of letters and digits joined by hyphens, 60 characters at most.`;
    return [problem('CODE_NOT_ALLOWED', message)];
  }
  return owner === null
    ? []
    : [problem('CODE_TAKEN', `The code '${code}' already belongs to ${cut(owner)}. Give another code.`)];
}
