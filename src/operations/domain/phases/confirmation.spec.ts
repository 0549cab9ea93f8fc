import { describe, expect, it } from '@jest/globals';
import type { CalendarDate } from '../../../common/dates.js';
import { closingConfirmation, planConfirmation, type ClosingForce, type PlanContext } from './confirmation.js';

const day = (text: string): CalendarDate => text as CalendarDate;
const phase = (startsOn: string, endsOn = startsOn): Parameters<typeof planConfirmation>[0] => ({
  name: 'Scorpion 14',
  startsOn: day(startsOn),
  endsOn: day(endsOn),
});
const asOf = (today: string, sameDays: PlanContext['sameDays'] = [], sameName: string[] = []): PlanContext => ({
  today: day(today),
  sameDays,
  sameName,
});
const OTHER = { code: 'scorpion-13', name: 'Scorpion 13' };

describe('the days of a phase', () => {
  it.each([
    ['2026-11-29', '2027-11-29', 0],
    ['2026-11-29', '2027-11-30', 1],
    ['2024-02-29', '2025-02-28', 0],
    ['2024-02-29', '2025-03-01', 1],
    ['2026-11-29', '2020-01-01', 0],
  ])('checked on %s and starting on %s, need %i confirmations', (today, startsOn, times) => {
    expect(planConfirmation(phase(startsOn), asOf(today), null)).toHaveLength(times);
  });

  it('need one confirmation for all findings, which says what to do', () => {
    expect(planConfirmation(phase('2036-03-01', '2036-03-07'), asOf('2026-11-29', [OTHER]), null)).toMatchObject([
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
    const [found] = planConfirmation(phase(startsOn, endsOn), asOf('2026-11-29', [OTHER]), before);
    expect(found?.message.match(/it begins on|has the same days/g) ?? []).toHaveLength(findings);
  });
});

describe('the name of a phase', () => {
  const named = asOf('2026-11-29', [], ['scorpion-13']);
  const message = (context: PlanContext, before: Parameters<typeof planConfirmation>[2]): string | undefined =>
    planConfirmation(phase('2027-03-01'), context, before)[0]?.message;

  it('needs a confirmation if another phase of the operation has it', () => {
    const expected =
      "The name of Scorpion 14 may be a mistake: scorpion-13 has the same name. Give it another name, or send the request again with 'confirm: true'.";
    expect(message(named, null)).toBe(expected);
    expect(message(named, { ...phase('2027-03-01'), name: 'Scorpion 12' })).toBe(expected);
  });

  it('needs none if it stays the same', () => {
    expect(message(named, phase('2027-03-08'))).toBeUndefined();
  });

  it('is named with the days if both may be mistakes', () => {
    expect(message(asOf('2026-11-29', [OTHER], ['scorpion-13']), null)).toMatch(
      /^The days and the name of Scorpion 14 may be a mistake: .*; scorpion-13 has the same name\. Correct the days and the name, or/,
    );
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

  it.each([
    [
      'missing',
      [force('Dorset', null)],
      /only by an exception .*openPhase\)\. Leave it open until these returns are submitted, or/,
    ],
    [
      'not accepted',
      [force('Dorset', 'SUBMITTED')],
      /Dorset .*SUBMITTED\)\. Returns that .* after closing\. Leave it open until these returns are accepted, or/,
    ],
    [
      'both',
      [force('Dorset', null), force('Avon', 'QUERIED')],
      /grantException.*still be corrected.*until these returns are submitted and accepted, or/,
    ],
  ])('advises what the phase allows then, if returns are %s', (_, forces, advice) => {
    const [found] = closingConfirmation('Scorpion 14', forces);
    expect(found?.message).toMatch(advice);
    expect(found?.message.includes('grantException')).toBe(forces.some(({ hasReturn }) => !hasReturn));
  });
});
