import { isBlank } from '../../common/blank.js';
import { cut } from '../../common/errors.js';
import { daysOf, type CalendarDate } from '../../common/dates.js';
import { problem, type Problem } from '../../common/problem.js';
import type { Actor, Role } from './actor.js';

/**
 * The roles that a deputy can act in, and that a deputy must have one of: those that submit, sign off and accept
 * returns.
 */
export const DEPUTISED_ROLES = [
  'FORCE_ANALYST',
  'FORCE_APPROVER',
  'REGIONAL_COORDINATOR',
] as const satisfies readonly Role[];
export type DeputisedRole = (typeof DEPUTISED_ROLES)[number];

/** The most days of one appointment, both ends included. */
const MOST_DAYS = 31;

/** Whether an appointment is in force: not yet, today, or no longer. */
export type DeputyStatus = 'COMING' | 'RUNNING' | 'PAST';

/** A requested appointment of a deputy. */
export interface Appointment {
  /** The id of the person. */
  readonly person: string;
  readonly role: DeputisedRole;
  /** The code of the force of the role; null for the coordinator. */
  readonly force: string | null;
  /** The first and the last day, Europe/London. */
  readonly from: CalendarDate;
  readonly until: CalendarDate;
  readonly reason: string;
}

/** What is needed to check an appointment. */
export interface AppointmentContext {
  readonly by: Actor;
  /** The person in their own role; null if nobody has this id. */
  readonly who: Actor | null;
  /** Today, Europe/London. */
  readonly today: CalendarDate;
  /** The days of an overlapping appointment of the person to the same role; null if there is none. */
  readonly overlap: { readonly from: CalendarDate; readonly until: CalendarDate } | null;
}

/** All problems that prevent an appointment; empty if it can be made. */
export function appointmentProblems(sent: Appointment, context: AppointmentContext): Problem[] {
  return [...personProblems(sent, context), ...forceProblems(sent), ...dayProblems(sent, context)].concat(
    isBlank(sent.reason) ? problem('REASON_REQUIRED', "No reason was given. Give one in 'reason'.") : [],
  );
}

function personProblems({ person, role, force }: Appointment, { by, who }: AppointmentContext): Problem[] {
  // An approver must not learn which people other forces have.
  if (who === null || (by.force !== null && who.force !== by.force)) {
    const where = by.force === null ? '' : ` of ${by.force}`;
    return [problem('PERSON_NOT_KNOWN', `No person${where} has the id '${cut(person)}'. Check the id.`)];
  }
  if (who.id === by.id) {
    return [problem('OWN_APPOINTMENT', 'You cannot appoint yourself. Ask somebody else who may appoint deputies.')];
  }
  const known: readonly Role[] = DEPUTISED_ROLES;
  if (!known.includes(who.role)) {
    const found = `${cut(person)} has the role ${who.role}, which cannot act as a deputy`;
    return [
      problem('PERSON_NOT_SUITABLE', `${found}. Choose a person with one of the roles ${DEPUTISED_ROLES.join(', ')}.`),
    ];
  }
  return who.role === role && who.force === force
    ? [problem('ROLE_HELD', `${cut(person)} is already ${nameOf({ role, force })}. Choose another person.`)]
    : [];
}

function forceProblems({ role, force }: Pick<Appointment, 'role' | 'force'>): Problem[] {
  if ((force === null) === (role === 'REGIONAL_COORDINATOR')) {
    return [];
  }
  const message =
    force === null
      ? `The role ${role} belongs to a force, but no force was given. Give its code in 'force'.`
      : `The role ${role} does not belong to a force, but ${cut(force)} was given. Leave 'force' out.`;
  return [problem('FORCE_NOT_FITTING', message)];
}

function dayProblems({ from, until, ...sent }: Appointment, { today, overlap }: AppointmentContext): Problem[] {
  const days = daysOf(from, until);
  const found: Problem[] = [];
  if (days < 1) {
    found.push(
      problem(
        'DAYS_REVERSED',
        `'from', ${from}, is after 'until', ${until}. Give a first day on or before the last day.`,
      ),
    );
  }
  if (days > MOST_DAYS) {
    const message = `${from} to ${until} is ${days} days; an appointment covers ${MOST_DAYS} at most. Shorten it, and appoint again for later days.`;
    found.push(problem('DAYS_TOO_MANY', message));
  }
  if (from < today) {
    found.push(problem('DAYS_PAST', `'from', ${from}, is in the past: today is ${today}. Give today or a later day.`));
  }
  if (overlap !== null) {
    const overlaps = `${cut(sent.person)} is already a deputy for ${nameOf(sent)} from ${overlap.from} to ${overlap.until}`;
    found.push(problem('DEPUTY_OVERLAP', `${overlaps}. Choose other days, or end that appointment first (endDeputy).`));
  }
  return found;
}

const nameOf = ({ role, force }: Pick<Appointment, 'role' | 'force'>): string =>
  force === null ? role : `${role} of ${cut(force)}`;
