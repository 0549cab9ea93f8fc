import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../common/dates.js';
import { appointmentProblems, type Appointment, type AppointmentContext } from './deputy.js';

const day = (text: string): CalendarDate => text as CalendarDate;

const CONTEXT: AppointmentContext = {
  by: { id: 'p-1', role: 'REGIONAL_COORDINATOR', force: null },
  who: { id: 'p-2', role: 'FORCE_ANALYST', force: 'dorset' },
  today: day('2026-12-24'),
  overlap: null,
};

const problemsOf = (changed: Partial<Appointment>, context: Partial<AppointmentContext> = {}): string[] =>
  appointmentProblems(
    {
      person: 'p-2',
      role: 'FORCE_APPROVER',
      force: 'dorset',
      reason: 'On leave.',
      from: day('2026-12-24'),
      until: day('2026-12-24'),
      ...changed,
    },
    { ...CONTEXT, ...context },
  ).map(({ code }) => code);

describe('an appointment', () => {
  it.each<[string, Partial<Appointment>, string[]]>([
    ['for today alone', {}, []],
    ['from yesterday on', { from: day('2026-12-23') }, ['DAYS_PAST']],
    ['for 31 days, over the new year', { until: day('2027-01-23') }, []],
    ['for 32 days', { until: day('2027-01-24') }, ['DAYS_TOO_MANY']],
    ['for no day', { from: day('2026-12-25') }, ['DAYS_REVERSED']],
    ['as the analyst of another force', { role: 'FORCE_ANALYST', force: 'btp' }, []],
    ['in the role that the person already has', { role: 'FORCE_ANALYST' }, ['ROLE_HELD']],
    ['as coordinator', { role: 'REGIONAL_COORDINATOR', force: null }, []],
    ['as coordinator of a force', { role: 'REGIONAL_COORDINATOR' }, ['FORCE_NOT_FITTING']],
    ['as approver of no force', { force: null }, ['FORCE_NOT_FITTING']],
  ])('%s has these problems: %s', (_, changed, expected) => {
    expect(problemsOf(changed)).toEqual(expected);
  });

  it('by an approver reveals nothing about people of other forces', () => {
    const by = { id: 'p-3', role: 'FORCE_APPROVER', force: 'btp' } as const;
    const sent = { role: 'FORCE_ANALYST', force: 'btp' } as const;
    const messages = [null, CONTEXT.who, { ...by, id: 'p-4', role: 'PRESS_OFFICER', force: null } as const].map((who) =>
      appointmentProblems(
        { ...sent, person: 'p-2', reason: 'Ill.', from: CONTEXT.today, until: CONTEXT.today },
        { ...CONTEXT, by, who },
      ),
    );
    expect(messages[0]).toMatchObject([{ code: 'PERSON_NOT_KNOWN' }]);
    expect(messages).toEqual([messages[0], messages[0], messages[0]]);
  });
});
