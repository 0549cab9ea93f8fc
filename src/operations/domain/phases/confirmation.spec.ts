import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../common/dates.js';
import { closingConfirmation, daysConfirmation, type ClosingForce, type DaysContext } from './confirmation.js';

const day = (text: string): CalendarDate => text as CalendarDate;
const phase = (startsOn: string, endsOn = startsOn): Parameters<typeof daysConfirmation>[0] => ({
  name: 'Scorpion 14',
  startsOn: day(startsOn),
  endsOn: day(endsOn),
});
const asOf = (today: string, sameDays: DaysContext['sameDays'] = []): DaysContext => ({ today: day(today), sameDays });
const OTHER = { code: 'scorpion-13', name: 'Scorpion 13' };

describe('the days of a phase', () => {
  it.each([
    ['2026-11-29', '2027-11-29', 0],
    ['2026-11-29', '2027-11-30', 1],
    ['2024-02-29', '2025-02-28', 0],
    ['2024-02-29', '2025-03-01', 1],
    ['2026-11-29', '2020-01-01', 0],
  ])('checked on %s and starting on %s, need %i confirmations', (today, startsOn, times) => {
    expect(daysConfirmation(phase(startsOn), asOf(today), null)).toHaveLength(times);
  });

  it('need one confirmation for all findings, which says what to do', () => {
    expect(daysConfirmation(phase('2036-03-01', '2036-03-07'), asOf('2026-11-29', [OTHER]), null)).toMatchObject([
      {
        code: 'CONFIRMATION_NEEDED',
        severity: 'BLOCK',
        message:
          "The days of Scorpion 14 may be a mistake: it begins on 2036-03-01, more than a year after today, 2026-11-29; Scorpion 13 (scorpion-13) has the same days, 2036-03-01 to 2036-03-07. Correct the days, or send the request again with 'confirm: true'.",
      },
    ]);
  });

  it.each([
    ['all of them', '2036-03-01', '2036-03-07', 0],
    ['the first', '2036-03-01', '2036-03-08', 1],
    ['the last', '2036-03-02', '2036-03-07', 2],
  ])('need no confirmation for days that stay the same: %s', (_, startsOn, endsOn, findings) => {
    const before = phase('2036-03-01', '2036-03-07');
    const [found] = daysConfirmation(phase(startsOn, endsOn), asOf('2026-11-29', [OTHER]), before);
    expect(found?.message.match(/it begins on|has the same days/g) ?? []).toHaveLength(findings);
  });
});

describe('the closing of a phase', () => {
  const force = (name: string, status: string | null, isExpected = true): ClosingForce => ({
    name,
    hasReturn: status !== null,
    waiting: status === null || status === 'ACCEPTED' ? null : { version: 2, status },
    participation: isExpected ? 'TAKING_PART' : 'NOT_KNOWN',
  });

  it('needs no confirmation if the returns of all forces taking part are accepted', () => {
    expect(closingConfirmation('Scorpion 14', [force('Dorset', 'ACCEPTED'), force('BTP', null, false)])).toEqual([]);
  });

  it('needs a confirmation that names the returns that are missing, and those not accepted with their status', () => {
    const forces = [
      force('Dorset', null),
      force('Wiltshire', 'SIGNED_OFF'),
      force('BTP', 'QUERIED', false),
      force('Avon', 'ACCEPTED'),
    ];
    expect(closingConfirmation('Scorpion 14', forces)).toMatchObject([
      {
        code: 'CONFIRMATION_NEEDED',
        message: expect.stringMatching(
          /these forces have not reported: Dorset; these returns are not accepted: Wiltshire \(version 2, SIGNED_OFF\) and BTP \(version 2, QUERIED\)\. .*'confirm: true'/,
        ),
      },
    ]);
  });
});
