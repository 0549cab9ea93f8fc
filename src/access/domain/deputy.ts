import { cut } from '../../common/errors.js';
import { daysOf, type CalendarDate } from '../../common/dates.js';
import { problem, type Problem } from '../../common/problem.js';
import type { Actor, Role } from './actor.js';

/** The roles that may be stood in for, by people who have one of them: those that move returns on. */
export const DEPUTISED_ROLES = [
  'FORCE_ANALYST',
  'FORCE_APPROVER',
  'REGIONAL_COORDINATOR',
] as const satisfies readonly Role[];
export type DeputisedRole = (typeof DEPUTISED_ROLES)[number];

/** The most days for which a deputy is appointed at once, both ends included. */
const MOST_DAYS = 31;

/** Whether somebody stands in yet, or not any more. */
export type DeputyStatus = 'COMING' | 'RUNNING' | 'PAST';

/** That somebody is to stand in for whoever has a role. */
export interface Appointment {
  /** An id. */
  readonly person: string;
  readonly role: DeputisedRole;
  /** The code of the force that the role is of; null: none. */
  readonly force: string | null;
  /** The first and the last day, Europe/London. */
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly reason: string;
}

/** What an appointment is judged by. */
export interface AppointmentContext {
  readonly by: Actor;
  /** What the person is; null: there is nobody with this id. */
  readonly who: Actor | null;
  /** The day that it is in Europe/London. */
  readonly today: CalendarDate;
  /** The days on which the person stands in as the same already, where they touch these; null: there are none. */
  readonly overlap: { readonly from: CalendarDate; readonly until: CalendarDate } | null;
}

/** Everything that keeps somebody from being appointed; none: they may be. */
export function appointmentProblems(sent: Appointment, context: AppointmentContext): Problem[] {
  return [...personProblems(sent, context), ...forceProblems(sent), ...dayProblems(sent, context)].concat(
    sent.reason.trim() === '' ? problem('REASON_REQUIRED', 'Nothing was written. Write why.') : [],
  );
}

function personProblems({ person, role, force }: Appointment, { by, who }: AppointmentContext): Problem[] {
  // An approver is not told who else there is.
  if (who === null || (by.force !== null && who.force !== by.force)) {
    const where = by.force === null ? '' : ` of ${by.force}`;
    return [problem('PERSON_NOT_KNOWN', `There is nobody${where} with the id '${cut(person)}'; check it.`)];
  }
  if (who.id === by.id) {
    return [problem('OWN_APPOINTMENT', 'You cannot appoint yourself; somebody else has to.')];
  }
  const known: readonly Role[] = DEPUTISED_ROLES;
  if (!known.includes(who.role)) {
    const found = `${cut(person)} is ${who.role}`;
    return [problem('PERSON_NOT_SUITABLE', `${found}; choose somebody who is ${DEPUTISED_ROLES.join(', ')}.`)];
  }
  return who.role === role && who.force === force
    ? [problem('ROLE_HELD', `${cut(person)} is ${nameOf({ role, force })} already; choose somebody else.`)]
    : [];
}

function forceProblems({ role, force }: Pick<Appointment, 'role' | 'force'>): Problem[] {
  if ((force === null) === (role === 'REGIONAL_COORDINATOR')) {
    return [];
  }
  const message =
    force === null
      ? `${role} is a role of a force, and none was named; name it.`
      : `${role} is a role of no force, and ${cut(force)} was named; leave 'force' out.`;
  return [problem('FORCE_NOT_FITTING', message)];
}

function dayProblems({ from, until, ...sent }: Appointment, { today, overlap }: AppointmentContext): Problem[] {
  const days = daysOf(from, until);
  const found: Problem[] = [];
  if (days < 1) {
    found.push(
      problem('DAYS_REVERSED', `'from', ${from}, is after 'until', ${until}; put 'from' on or before 'until'.`),
    );
  }
  if (days > MOST_DAYS) {
    const message = `${from} to ${until} are ${days} days; appoint for ${MOST_DAYS} at most, and again when these are over.`;
    found.push(problem('DAYS_TOO_MANY', message));
  }
  if (from < today) {
    found.push(problem('DAYS_PAST', `'from', ${from}, has gone by: today is ${today}. Begin today or later.`));
  }
  if (overlap !== null) {
    const stands = `${cut(sent.person)} stands in as ${nameOf(sent)} from ${overlap.from} to ${overlap.until} already`;
    found.push(problem('DEPUTY_OVERLAP', `${stands}; choose other days, or end that first.`));
  }
  return found;
}

const nameOf = ({ role, force }: Pick<Appointment, 'role' | 'force'>): string =>
  force === null ? role : `${role} of ${cut(force)}`;
