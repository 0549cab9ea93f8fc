import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../support/database/audit-record.js';
import { define } from '../support/api/dictionary-api.js';
import { withLock } from '../support/database/blocking-lock.js';
import { attempt, mustFail, tryStep, mustSucceed, type PhaseStep } from '../support/api/phases-api.js';
import { mustSubmit, mustBeRefused, type Problem, type ReturnInput } from '../support/api/returns-api.js';
import { countStatements } from '../support/database/statement-count.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const PLAN = {
  operation: 'scorpion',
  name: 'Operation Scorpion 14',
  startsOn: '2027-03-22',
  endsOn: '2027-03-25',
  // These days are intended, whenever the tests run.
  confirm: true,
};
const DORSET = { force: 'dorset', nil: ['arrests'] };
const WILTSHIRE = { force: 'wiltshire', nil: ['arrests'] };
/** The last phase of the record: its closing date has passed, and in a demo it is kept open. */
const PAST = 'scorpion-1';

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

/** Makes a PLANNED phase of the test's own, with a closing date far in the future. */
let made = 0;
async function plan(more: object = {}): Promise<string> {
  made += 1;
  const input = { ...PLAN, name: `Made ${made}`, startsOn: '2090-03-01', endsOn: '2090-03-07', ...more };
  return (await mustSucceed(service, 'createPhase', { input })).code;
}
const opened = async (more: object = {}): Promise<string> => {
  const phase = await plan(more);
  await mustSucceed(service, 'openPhase', { phase });
  return phase;
};
/** The problems that block a return, without the warning that its phase has not begun. */
const kept = async (input: ReturnInput): Promise<readonly Problem[]> =>
  (await mustBeRefused(service, input)).filter(({ severity }) => severity === 'BLOCK');
/** Why a person may not submit Dorset's return. */
const mayNotSend = async (phase: string, token: string): Promise<string | undefined> => {
  const { data } = await service.ask<{ return: { mayNot: { action: string; message: string }[] } }>(
    token,
    'query ($phase: ID!) { return(phase: $phase, force: "dorset") { mayNot { action message } } }',
    { phase },
  );
  return data.return.mayNot.find(({ action }) => action === 'SUBMIT')?.message;
};
const recorded = async (phase: string): Promise<string[]> =>
  (await entriesOf(service.database)).filter((entry) => entry.phase === phase).map(({ action }) => action);

describe('a created phase', () => {
  it("has the next code, its deadlines, the members of the operation and the dictionary's measures, and is PLANNED", async () => {
    const phase = await mustSucceed(service, 'createPhase', { input: PLAN });
    expect(phase).toMatchObject({
      code: 'scorpion-14',
      status: 'PLANNED',
      datesKnownTo: 'DAY',
      closedAt: null,
      keptOpen: false,
      // Good Friday and Easter Monday come after; the clocks go forward on the 28th.
      returnsDueAt: '2027-03-30T11:00:00.000Z',
      closesAt: '2027-04-08T22:59:59.999Z',
      finalAt: '2027-06-23T22:59:59.999Z',
      exceptions: [],
    });
    expect(phase.participants.map(({ force }) => force.code)).toEqual([
      'avon-and-somerset',
      'btp',
      'crimestoppers',
      'devon-and-cornwall',
      'dorset',
      'gloucestershire',
      'swrocu',
      'wiltshire',
    ]);
    expect(phase.participants.find(({ force }) => force.code === 'btp')?.participation).toBe('NOT_KNOWN');
    expect(phase.asks.map(({ measure }) => measure.code)).toContain('arrests');
    expect(await recorded('scorpion-14')).toEqual(['PHASE_CREATED']);
  });

  it('is the same one if it is created twice, and is recorded once', async () => {
    const input = { ...PLAN, name: 'Twice', startsOn: '2091-01-01', endsOn: '2091-01-02' };
    const [one, other] = await Promise.all([0, 1].map(() => mustSucceed(service, 'createPhase', { input })));
    expect(other).toEqual(one);
    expect(await recorded(one?.code ?? '')).toEqual(['PHASE_CREATED']);
  });

  it('differs from one of the same name and days if anything else in the input differs', async () => {
    const participants = [{ force: 'dorset', participation: 'TAKING_PART' }];
    const asks = [{ measure: 'arrests', ask: 'CORE' }];
    const days = { startsOn: '2091-02-01', endsOn: '2091-02-02' };
    const input = { ...PLAN, ...days, name: 'Alike', focus: 'Roads', participants, asks };
    const phase = await mustSucceed(service, 'createPhase', { input });
    expect(await mustSucceed(service, 'createPhase', { input: { ...PLAN, ...days, name: 'Alike' } })).toEqual(phase);
    const other = {
      ...input,
      focus: 'Railways',
      asks: [],
      closesAt: '2091-02-20T12:00:00Z',
      participants: [{ force: 'dorset', participation: 'NOT_KNOWN' }],
    };
    expect((await tryStep(service, 'createPhase', { input: other })).problems).toMatchObject([
      {
        code: 'STATE_CONFLICT',
        message: expect.stringMatching(
          `^The phase ${phase.code} has .* differs in focus, closesAt, participants, asks\\. Change`,
        ),
      },
    ]);
  });

  it('has the code, participants, asks and deadlines that were given', async () => {
    const input = {
      ...PLAN,
      code: 'night-watch',
      name: 'Night watch',
      activeDays: 2,
      focus: 'Roads',
      leadForce: 'dorset',
      closesAt: '2027-12-24T12:00:00+01:00',
      finalAt: '2028-01-31T12:00:00Z',
      participants: [{ force: 'dorset', participation: 'TAKING_PART' }],
      asks: [
        { measure: 'convictions', ask: 'ASKED' },
        { measure: 'arrests', ask: 'VOLUNTARY' },
      ],
    };
    expect(await mustSucceed(service, 'createPhase', { input })).toMatchObject({
      code: 'night-watch',
      activeDays: 2,
      focus: 'Roads',
      leadForce: 'dorset',
      closesAt: '2027-12-24T11:00:00.000Z',
      finalAt: '2028-01-31T12:00:00.000Z',
      participants: [{ force: { code: 'dorset' }, participation: 'TAKING_PART' }],
      asks: [{ measure: { code: 'convictions' }, ask: 'ASKED' }],
    });
  });

  it.each([
    [{ name: ' ' }, ['NAME_MISSING']],
    [{ code: 'Night Watch' }, ['CODE_NOT_ALLOWED']],
    [{ code: 'scorpion-1' }, ['CODE_TAKEN']],
    [{ endsOn: '2027-03-21' }, ['DAYS_NOT_POSSIBLE']],
    [{ endsOn: '2028-03-22' }, ['DAYS_NOT_POSSIBLE']],
    [{ startsOn: '1999-12-31', endsOn: '2000-01-02' }, ['DAYS_NOT_POSSIBLE']],
    [{ startsOn: '9999-12-31', endsOn: '9999-12-31' }, ['DAYS_NOT_POSSIBLE']],
    [{ activeDays: 5 }, ['ACTIVE_DAYS_NOT_POSSIBLE']],
    [{ activeDays: 0 }, ['ACTIVE_DAYS_NOT_POSSIBLE']],
    [{ closesAt: '2027-03-26T12:00:00Z' }, ['DEADLINES_OUT_OF_ORDER']],
    [{ finalAt: '2027-04-08T12:00:00Z' }, ['DEADLINES_OUT_OF_ORDER']],
    [{ finalAt: '9999-01-01T00:00:00Z' }, ['DAYS_NOT_POSSIBLE']],
    [{ returnsDueAt: '0001-01-01T00:00:00Z' }, ['DAYS_NOT_POSSIBLE']],
    [
      { finalAt: '2100-12-31T23:59:59Z', closesAt: '2101-01-01T00:00:00Z' },
      ['DEADLINES_OUT_OF_ORDER', 'DAYS_NOT_POSSIBLE'],
    ],
    [
      { name: '', endsOn: '2027-03-21', finalAt: '2027-01-01T00:00:00Z' },
      ['NAME_MISSING', 'DAYS_NOT_POSSIBLE', 'DEADLINES_OUT_OF_ORDER'],
    ],
  ])('is rejected with %j for all of %j', async (more, codes) => {
    expect(await mustFail(service, 'createPhase', { input: { ...PLAN, name: 'Refused', ...more } })).toEqual(codes);
  });

  it.each([
    [{ operation: 'nothing' }, 'NOT_FOUND'],
    [{ leadForce: 'nothing' }, 'NOT_FOUND'],
    [{ participants: [{ force: 'nothing', participation: 'TAKING_PART' }] }, 'NOT_FOUND'],
    [{ asks: [{ measure: 'nothing', ask: 'CORE' }] }, 'BAD_USER_INPUT'],
    [{ asks: [0, 1].map(() => ({ measure: 'arrests', ask: 'CORE' })) }, 'BAD_USER_INPUT'],
  ])('is not created with %j: %s', async (more, code) => {
    const { errors } = await attempt(service, 'demo-coordinator', 'createPhase', { input: { ...PLAN, ...more } });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual([code]);
  });

  it('does not stop measures from changing for the days after it, until it is open', async () => {
    await plan();
    const version = { code: 'arrests', category: 'ARRESTS', unit: 'COUNT', name: 'Arrests', definition: 'Arrests.' };
    expect((await define(service, { ...version, validFrom: '2080-01-01' })).problems).toBeUndefined();
  });
});

describe('a changed phase', () => {
  it('changes only in the given fields, and its deadlines move with its last day', async () => {
    const phase = await plan({ focus: 'Roads', activeDays: 3 });
    const change = { phase, name: 'Another name', endsOn: '2090-03-08', focus: null };
    expect(await mustSucceed(service, 'changePhase', { input: change })).toMatchObject({
      name: 'Another name',
      startsOn: '2090-03-01',
      endsOn: '2090-03-08',
      focus: null,
      activeDays: 3,
      closesAt: '2090-03-22T23:59:59.999Z',
    });
    expect(await recorded(phase)).toEqual(['PHASE_CREATED', 'PHASE_CHANGED']);
  });

  it('gets deadlines once its days are known to the day', async () => {
    const input = { phase: 'scorpion-4', startsOn: '2023-04-17', endsOn: '2023-04-23' };
    expect(await mustSucceed(service, 'changePhase', { input })).toMatchObject({
      datesKnownTo: 'DAY',
      returnsDueAt: '2023-04-24T11:00:00.000Z',
      closesAt: '2023-05-07T22:59:59.999Z',
    });
  });

  it('keeps its first day once a return was sent, because definitions and classes are those of that day', async () => {
    const phase = await opened();
    await mustSubmit(service, { phase, ...DORSET });
    expect(await mustFail(service, 'changePhase', { input: { phase, startsOn: '2090-03-02' } })).toEqual([
      'NOT_POSSIBLE_NOW',
    ]);
    expect((await mustSucceed(service, 'changePhase', { input: { phase, endsOn: '2090-03-09' } })).endsOn).toBe(
      '2090-03-09',
    );
  });

  it('is rejected if another coordinator has changed it since, or if the result would not be valid', async () => {
    const phase = await opened();
    const input = { phase, expectedStatus: 'PLANNED', name: 'x', activeDays: 99 };
    expect(await mustFail(service, 'changePhase', { input })).toEqual(['STATE_CONFLICT', 'ACTIVE_DAYS_NOT_POSSIBLE']);
  });
});

describe('opening and closing', () => {
  it('admits first returns only while the phase is open, and corrections afterwards', async () => {
    const phase = await plan();
    expect(await kept({ phase, ...DORSET })).toMatchObject([
      { code: 'PHASE_NOT_OPEN', message: expect.stringContaining('is not open yet') },
    ]);
    expect((await mustSucceed(service, 'openPhase', { phase, expectedStatus: 'PLANNED' })).status).toBe('OPEN');
    await mustSubmit(service, { phase, ...DORSET });
    const closed = await mustSucceed(service, 'closePhase', { phase, expectedStatus: 'OPEN', confirm: true });
    expect(closed.status).toBe('CLOSED');
    expect(closed.closedAt).not.toBeNull();
    expect((await mustSubmit(service, { phase, ...DORSET })).return.version).toBe(2);
    expect(await kept({ phase, ...WILTSHIRE })).toMatchObject([
      {
        code: 'PHASE_NOT_OPEN',
        message: expect.stringMatching(/has been closed since \d\d:\d\d on .*exception for Wiltshire/),
      },
    ]);
    expect((await mustSucceed(service, 'openPhase', { phase })).closedAt).toBeNull();
    await mustSubmit(service, { phase, ...WILTSHIRE });
    expect(await recorded(phase)).toEqual(
      expect.arrayContaining(['PHASE_CREATED', 'PHASE_OPENED', 'PHASE_CLOSED', 'PHASE_OPENED']),
    );
  });

  it('gives the same answer if repeated, and is recorded once', async () => {
    const phase = await plan();
    const once = await mustSucceed(service, 'openPhase', { phase, expectedStatus: 'PLANNED' });
    expect(await mustSucceed(service, 'openPhase', { phase, expectedStatus: 'PLANNED' })).toEqual(once);
    const closed = await mustSucceed(service, 'closePhase', { phase, expectedStatus: 'OPEN', confirm: true });
    expect(await mustSucceed(service, 'closePhase', { phase, expectedStatus: 'OPEN', confirm: true })).toEqual(closed);
    expect(await recorded(phase)).toEqual(['PHASE_CREATED', 'PHASE_OPENED', 'PHASE_CLOSED']);
  });

  it('is rejected if another coordinator has changed the phase since, or if a phase to close is not open yet', async () => {
    const phase = await plan();
    expect(await mustFail(service, 'openPhase', { phase, expectedStatus: 'CLOSED' })).toEqual(['STATE_CONFLICT']);
    expect(await mustFail(service, 'closePhase', { phase })).toEqual(['NOT_POSSIBLE_NOW']);
  });

  it('needs a reason after the closing date, and keeps the phase open then', async () => {
    const phase = await plan({ startsOn: '2026-01-05', endsOn: '2026-01-06' });
    expect(await mustFail(service, 'openPhase', { phase })).toEqual(['REASON_REQUIRED']);
    expect(await mustFail(service, 'openPhase', { phase, reason: ' ' })).toEqual(['REASON_REQUIRED']);
    const kept = await mustSucceed(service, 'openPhase', { phase, reason: 'Two forces were late.' });
    expect(kept).toMatchObject({ status: 'OPEN', keptOpen: true });
    await mustSubmit(service, { phase, ...DORSET });
    // A new closing date applies again.
    const input = { phase, closesAt: '2026-01-20T12:00:00Z', reason: 'They have reported.', confirm: true };
    expect(await mustFail(service, 'changePhase', { input: { ...input, reason: null } })).toEqual(['REASON_REQUIRED']);
    expect(await mustSucceed(service, 'changePhase', { input })).toMatchObject({
      status: 'CLOSED',
      keptOpen: false,
      closedAt: '2026-01-20T12:00:00.000Z',
    });
    expect(await mustSucceed(service, 'closePhase', { phase, confirm: true })).toMatchObject({
      closedAt: '2026-01-20T12:00:00.000Z',
    });
  });
});

describe('a step that waits for its phase', () => {
  it('is dated when it has locked the row, not when it began to wait', async () => {
    const phase = await opened();
    const until = '2099-12-24T12:00:00.000Z';
    const instants: string[] = [];
    for (const step of [
      () => mustSucceed(service, 'closePhase', { phase, confirm: true }),
      () => mustSucceed(service, 'grantException', { phase, force: 'dorset', until, reason: 'x' }),
      () => mustSucceed(service, 'revokeException', { phase, force: 'dorset' }),
    ]) {
      let waiting: Promise<unknown> = Promise.resolve();
      const lock = `SELECT FROM phases WHERE code = '${phase}' FOR UPDATE`;
      await withLock(service.database.ownerUrl, lock, async (blocker) => {
        waiting = step();
        await blocker.awaitedBy(1);
        const [row] = await service.database.asOwner<{ at: string }>(
          `SELECT date_trunc('milliseconds', clock_timestamp())::text AS at`,
        );
        instants.push(row?.at ?? '');
      });
      await waiting;
    }
    const [after] = await service.database.asOwner(
      `SELECT closed_at >= $2::timestamptz(3) AS closed, granted_at >= $3::timestamptz(3) AS granted,
         revoked_at >= $4::timestamptz(3) AS revoked
       FROM phases JOIN phase_exceptions ON phase = code WHERE code = $1`,
      [phase, ...instants],
    );
    expect(after).toEqual({ closed: true, granted: true, revoked: true });
  });
});

describe('a new closing date', () => {
  const past = '2026-01-20T12:00:00.000Z';
  const toCome = '2095-01-20T12:00:00.000Z';

  it('may open or close a phase only with a reason, and both are recorded with the old and new date', async () => {
    const phase = await opened({ startsOn: '2026-01-05', endsOn: '2026-01-06', closesAt: toCome, finalAt: toCome });
    const changing = { phase, returnsDueAt: past, closesAt: past };
    expect(await mustFail(service, 'changePhase', { input: changing })).toEqual(['REASON_REQUIRED']);
    const closing = { ...changing, reason: 'It was done long ago.' };
    expect(await mustFail(service, 'changePhase', { input: closing })).toEqual(['CONFIRMATION_NEEDED']);
    const closed = await mustSucceed(service, 'changePhase', { input: { ...closing, confirm: true } });
    expect(closed).toMatchObject({ status: 'CLOSED', closedAt: past });
    const again = { phase, closesAt: toCome };
    expect(await mustFail(service, 'changePhase', { input: { ...again, reason: ' ' } })).toEqual(['REASON_REQUIRED']);
    const reason = 'Two forces have not reported.';
    expect(await mustSucceed(service, 'changePhase', { input: { ...again, reason } })).toMatchObject({
      status: 'OPEN',
    });
    const entries = await service.database.asOwner<{ action: string; details: object }>(
      `SELECT action, details FROM audit_entries WHERE phase = $1 AND action <> 'PHASE_CREATED' ORDER BY 1, 2::text`,
      [phase],
    );
    expect(entries).toEqual(
      expect.arrayContaining([
        { action: 'PHASE_CLOSED', details: expect.anything() },
        {
          action: 'PHASE_CHANGED',
          details: { changed: ['closesAt'], closesAtFrom: past, closesAtTo: toCome },
        },
        { action: 'PHASE_OPENED', details: { from: 'CLOSED', keptOpen: false } },
      ]),
    );
    expect(await service.database.asOwner('SELECT closing_reason FROM phases WHERE code = $1', [phase])).toEqual([
      { closing_reason: reason },
    ]);
  });

  it('needs no reason if it opens and closes nothing', async () => {
    const phase = await opened();
    await mustSucceed(service, 'changePhase', { input: { phase, closesAt: '2090-03-22T12:00:00Z' } });
    await mustSucceed(service, 'closePhase', { phase, confirm: true });
    await mustSucceed(service, 'changePhase', { input: { phase, closesAt: '2090-03-23T12:00:00Z' } });
  });
});

describe('a closing date that passes', () => {
  const TOTALS = '{ regionalTotals(phase: "night-2") { phase { status } coverage { reported } } }';
  const RETURN = '{ return(phase: "night-2", force: "dorset") { phase { status } } }';
  const answer = async (): Promise<unknown[]> => {
    const { data } = await service.ask<{ regionalTotals: { phase: { status: string } }; phase: { status: string } }>(
      'demo-coordinator',
      TOTALS,
    );
    const phase = await service.ask<{ phase: { status: string } }>(
      'demo-press',
      '{ phase(code: "night-2") { status } }',
    );
    const listed = await service.ask<{ phases: { code: string }[] }>(
      'demo-press',
      '{ phases(status: CLOSED) { code } }',
    );
    const current = await service.ask<{ return: { phase: { status: string } } }>('demo-analyst-dorset', RETURN);
    expect(current.data.return.phase.status).toBe(phase.data.phase.status);
    return [data.regionalTotals.phase.status, phase.data.phase.status, listed.data.phases.map(({ code }) => code)];
  };

  it('closes the phase at once, even for a process that has it in memory, although no row changes', async () => {
    await opened({ code: 'night-2' });
    await mustSubmit(service, { phase: 'night-2', ...DORSET });
    const before = await answer();
    expect(await answer()).toEqual(before);
    expect(before).toEqual(['OPEN', 'OPEN', expect.not.arrayContaining(['night-2'])]);
    await pass('night-2');
    expect(await answer()).toEqual(['CLOSED', 'CLOSED', expect.arrayContaining(['night-2'])]);
    expect(await kept({ phase: 'night-2', ...WILTSHIRE })).toMatchObject([{ code: 'PHASE_NOT_OPEN' }]);
    expect((await mustSubmit(service, { phase: 'night-2', ...DORSET })).return.version).toBe(2);
  });

  it('does not close a phase that is kept open, as all phases of a demo are', async () => {
    await mustSubmit(service, { phase: PAST, ...WILTSHIRE });
    expect((await mustSucceed(service, 'openPhase', { phase: PAST })).closesAt).toBe('2022-03-27T22:59:59.999Z');
  });

  /** Lets the closing date pass without the triggers that notify of a change. */
  async function pass(phase: string): Promise<void> {
    await service.database.asOwner('ALTER TABLE phases DISABLE TRIGGER USER');
    await service.database.asOwner(
      `UPDATE phases SET returns_due_at = now() - interval '2 s', closes_at = now() - interval '1 s' WHERE code = $1`,
      [phase],
    );
    await service.database.asOwner('ALTER TABLE phases ENABLE TRIGGER USER');
  }
});

describe('participation', () => {
  it('is set with a reason once the phase is open, and changes totals at once', async () => {
    const phase = await opened();
    const change = { phase, force: 'dorset', participation: 'NOT_TAKING_PART' };
    expect(await mustFail(service, 'setParticipation', change)).toEqual(['REASON_REQUIRED']);
    const { participants } = await mustSucceed(service, 'setParticipation', { ...change, reason: 'Flooding' });
    expect(participants).toContainEqual({ force: { code: 'dorset' }, participation: 'NOT_TAKING_PART' });
    expect(await kept({ phase, ...DORSET })).toMatchObject([{ code: 'FORCE_NOT_PARTICIPATING' }]);
    await mustSucceed(service, 'setParticipation', {
      ...change,
      participation: 'TAKING_PART',
      reason: 'It has drained',
    });
    await mustSubmit(service, { phase, ...DORSET });
  });

  it("is shown with its reason to the coordinator and the force alone, and a phase's note to the coordinator", async () => {
    const phase = await opened();
    const change = { phase, force: 'dorset', participation: 'NOT_TAKING_PART', reason: 'Flooding' };
    await mustSucceed(service, 'setParticipation', change);
    await mustSucceed(service, 'changePhase', { input: { phase, note: 'Three weekends.' } });
    const READ = 'query ($phase: ID!) { phase(code: $phase) { note participants { force { code } reason } } }';
    const reasonFor = async (token: string): Promise<unknown> => {
      interface PhaseAnswer {
        phase: { note: string | null; participants: readonly object[] };
      }
      const { data } = await service.ask<PhaseAnswer>(token, READ, { phase });
      expect([token, data.phase.note]).toEqual([token, token === 'demo-coordinator' ? 'Three weekends.' : null]);
      return data.phase.participants.filter((one) => !('reason' in one && one.reason === null));
    };
    const answer = [{ force: { code: 'dorset' }, reason: 'Flooding' }];
    for (const token of ['demo-coordinator', 'demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset']) {
      expect([token, await reasonFor(token)]).toEqual([token, answer]);
    }
    for (const token of ['demo-analyst-wiltshire', 'demo-pcc-wiltshire', 'demo-press', 'demo-admin']) {
      expect([token, await reasonFor(token)]).toEqual([token, []]);
    }
  });

  it('and other steps on a phase give a warning for text that looks like personal data', async () => {
    const phase = await opened();
    const WARNINGS = '{ ... on PhaseChanged { warnings { code severity message } } }';
    const steps = [
      `changePhase(input: { phase: "${phase}", note: "Call 07700 900123." })`,
      `setParticipation(phase: "${phase}", force: "dorset", participation: NOT_KNOWN, reason: "Ask pc@example.org.")`,
      `grantException(phase: "${phase}", force: "wiltshire", until: "2099-01-01T00:00:00Z", reason: "Call 07700 900123.")`,
      `setParticipation(phase: "${phase}", force: "dorset", participation: TAKING_PART, reason: "It has drained.")`,
    ];
    const warnings: unknown[] = [];
    for (const step of steps) {
      const { data } = await service.ask<{ step: { warnings: readonly { message: string }[] } }>(
        'demo-coordinator',
        `mutation { step: ${step} ${WARNINGS} }`,
      );
      warnings.push(data.step.warnings.map(({ message }) => message));
    }
    expect(warnings).toEqual([
      [
        expect.stringMatching(
          /^The note contains what looks like a phone number\. .* If it is personal data, remove it from the text\.$/,
        ),
      ],
      [expect.stringMatching(/^The reason contains what looks like an e-mail address\. .* data protection officer/)],
      [expect.stringMatching(/^The reason contains what looks like a phone number\. .* data protection officer/)],
      [],
    ]);
  });

  it('cannot be removed from a force that has sent a return', async () => {
    const phase = await opened();
    await mustSubmit(service, { phase, ...DORSET });
    const change = { phase, force: 'dorset', reason: 'x' };
    expect(await mustFail(service, 'setParticipation', { ...change, participation: 'NOT_TAKING_PART' })).toEqual([
      'NOT_POSSIBLE_NOW',
    ]);
    await mustSucceed(service, 'setParticipation', { ...change, participation: 'NOT_KNOWN' });
  });

  it('can be set for an additional force, needs no reason before the phase is open, and may be set twice', async () => {
    const phase = await plan({ participants: [] });
    const change = { phase, force: 'dorset', participation: 'TAKING_PART' };
    const once = await mustSucceed(service, 'setParticipation', change);
    expect(once.participants).toEqual([{ force: { code: 'dorset' }, participation: 'TAKING_PART' }]);
    expect(await mustSucceed(service, 'setParticipation', change)).toEqual(once);
    expect(await recorded(phase)).toEqual(['PHASE_CREATED', 'PARTICIPATION_CHANGED']);
  });

  it('is rejected if it has changed since the expected value was read', async () => {
    const change = { phase: await plan(), force: 'btp', participation: 'TAKING_PART' };
    expect(
      await mustFail(service, 'setParticipation', { ...change, expectedParticipation: 'NOT_TAKING_PART' }),
    ).toEqual(['STATE_CONFLICT']);
  });
});

describe('an ask', () => {
  it('is set and removed, and may be set twice', async () => {
    const phase = await plan({ asks: [] });
    const asked = { phase, measure: 'arrests', ask: 'CORE' };
    expect((await mustSucceed(service, 'setAsk', asked)).asks).toEqual([{ measure: { code: 'arrests' }, ask: 'CORE' }]);
    await mustSucceed(service, 'setAsk', asked);
    expect((await mustSucceed(service, 'setAsk', { ...asked, ask: 'ASKED' })).asks).toMatchObject([{ ask: 'ASKED' }]);
    expect((await mustSucceed(service, 'setAsk', { ...asked, ask: null })).asks).toEqual([]);
    expect((await mustSucceed(service, 'setAsk', { ...asked, ask: 'VOLUNTARY' })).asks).toEqual([]);
    expect(await recorded(phase)).toEqual(['PHASE_CREATED', 'ASKS_CHANGED', 'ASKS_CHANGED', 'ASKS_CHANGED']);
  });
});

describe('an exception', () => {
  const until = '2099-12-24T12:00:00.000Z';

  it("admits one force's first return to a closed phase, until it ends or is revoked", async () => {
    const phase = await opened();
    await mustSucceed(service, 'closePhase', { phase, confirm: true });
    const granted = { phase, force: 'dorset', until, reason: 'Its system is down.' };
    const once = await mustSucceed(service, 'grantException', granted);
    expect(once.exceptions).toEqual([{ force: { code: 'dorset' }, until, reason: 'Its system is down.' }]);
    expect(await mustSucceed(service, 'grantException', granted)).toEqual(once);
    expect(await kept({ phase, ...WILTSHIRE })).toMatchObject([{ code: 'PHASE_NOT_OPEN' }]);
    expect((await mustSucceed(service, 'revokeException', { phase, force: 'dorset' })).exceptions).toEqual([]);
    await mustSucceed(service, 'revokeException', { phase, force: 'dorset' });
    expect(await kept({ phase, ...DORSET })).toMatchObject([{ code: 'PHASE_NOT_OPEN' }]);
    await mustSucceed(service, 'grantException', { ...granted, reason: 'It is down again.' });
    await mustSubmit(service, { phase, ...DORSET });
    expect((await recorded(phase)).filter((action) => action.startsWith('EXCEPTION'))).toEqual([
      'EXCEPTION_GRANTED',
      'EXCEPTION_REVOKED',
      'EXCEPTION_GRANTED',
    ]);
  });

  it.each([
    ['is closed', true, 'TAKING_PART'],
    ['is not open yet', false, 'TAKING_PART'],
    ['does not name the force', true, null],
  ] as const)(
    'or another mutation lets the return in when a phase %s, and the message to the coordinator contains it',
    async (_, isOpened, part) => {
      const participants = part === null ? [] : [{ force: 'dorset', participation: part }];
      const phase = await (isOpened ? opened({ participants }) : plan({ participants }));
      if (part !== null && isOpened) await mustSucceed(service, 'closePhase', { phase, confirm: true });
      const [found] = await mustBeRefused(service, { phase, ...DORSET }, 'demo-coordinator');
      expect(await mayNotSend(phase, 'demo-coordinator')).toBe(found?.message);
      expect(await mayNotSend(phase, 'demo-analyst-dorset')).toMatch(/sk the regional coordinator/);
      const advised = /\w+\(phase: [^)]*\)/.exec(found?.message ?? '')?.[0] ?? '';
      const filled = advised.replace('YYYY-MM-DDThh:mm:ssZ', until).replaceAll('…', 'It came late.');
      const { data } = await service.ask('demo-coordinator', `mutation { done: ${filled} { __typename } }`);
      expect(data).toEqual({ done: { __typename: 'PhaseChanged' } });
      await mustSubmit(service, { phase, ...DORSET }, 'demo-coordinator');
    },
  );

  it('ends at its instant', async () => {
    const phase = await opened();
    await mustSucceed(service, 'closePhase', { phase, confirm: true });
    await mustSucceed(service, 'grantException', { phase, force: 'dorset', until, reason: 'x' });
    await service.database.asOwner(
      `UPDATE phase_exceptions SET granted_at = now() - interval '2 s', until = now() - interval '1 s' WHERE phase = $1`,
      [phase],
    );
    expect(await kept({ phase, ...DORSET })).toMatchObject([{ code: 'PHASE_NOT_OPEN' }]);
  });

  it('is rejected without a reason, for an instant in the past, and for a force that takes no part', async () => {
    const phase = await plan({ participants: [] });
    const late = { phase, force: 'dorset', until: '2020-01-01T00:00:00Z', reason: '' };
    expect(await mustFail(service, 'grantException', late)).toEqual([
      'REASON_REQUIRED',
      'UNTIL_PASSED',
      'NOT_POSSIBLE_NOW',
    ]);
    const never = { ...late, phase: await plan(), reason: 'x', until: '9999-01-01T00:00:00Z' };
    expect(await mustFail(service, 'grantException', never)).toEqual(['DAYS_NOT_POSSIBLE']);
    const input = { phase: never.phase, finalAt: never.until };
    expect(await mustFail(service, 'changePhase', { input })).toEqual(['DAYS_NOT_POSSIBLE']);
  });

  it('is shown to the coordinator and the force itself, one by one and in lists', async () => {
    const phase = await opened();
    for (const force of ['dorset', 'wiltshire']) {
      await mustSucceed(service, 'grantException', { phase, force, until, reason: 'x' });
    }
    const shown = async (token: string): Promise<unknown[]> => {
      const fields = 'exceptions { force { code } until reason grantedAt }';
      const query = `{ phase(code: "${phase}") { ${fields} } phases(from: "2090-01-01") { code ${fields} } }`;
      interface ExceptionsAnswer {
        code: string;
        exceptions: { force: { code: string } }[];
      }
      const { data } = await service.ask<{ phase: ExceptionsAnswer; phases: ExceptionsAnswer[] }>(token, query);
      const listed = data.phases.find(({ code }) => code === phase);
      expect(listed?.exceptions).toEqual(data.phase.exceptions);
      return data.phase.exceptions.map(({ force }) => force.code);
    };
    expect(await shown('demo-coordinator')).toEqual(['dorset', 'wiltshire']);
    expect(await shown('demo-pcc-dorset')).toEqual(['dorset']);
    expect(await shown('demo-analyst-wiltshire')).toEqual(['wiltshire']);
    expect(await shown('demo-approver-btp')).toEqual([]);
    expect(await shown('demo-press')).toEqual([]);
  });
});

describe('every step', () => {
  const STEPS: readonly [PhaseStep, object, object][] = [
    ['createPhase', { input: PLAN }, { input: { ...PLAN, operation: 'nothing' } }],
    ['changePhase', { input: { phase: PAST } }, { input: { phase: 'nothing' } }],
    ['openPhase', { phase: PAST }, { phase: 'nothing' }],
    ['closePhase', { phase: PAST }, { phase: 'nothing' }],
    ['discardPhase', { phase: PAST, reason: 'x' }, { phase: 'nothing', reason: 'x' }],
    ['restorePhase', { phase: PAST }, { phase: 'nothing' }],
    ...(['phase', 'force'] as const).flatMap((name): [PhaseStep, object, object][] => {
      const key = { phase: PAST, force: 'dorset' };
      const unknown = { ...key, [name]: 'nothing' };
      const [part, more] = [{ participation: 'NOT_KNOWN' }, { until: '2099-01-01T00:00:00Z', reason: 'x' }];
      return [
        ['setParticipation', { ...key, ...part }, { ...unknown, ...part }],
        ['grantException', { ...key, ...more }, { ...unknown, ...more }],
        ['revokeException', key, unknown],
      ];
    }),
    ['setAsk', { phase: PAST, measure: 'arrests' }, { phase: 'nothing', measure: 'arrests' }],
    ['setAsk', { phase: PAST, measure: 'arrests' }, { phase: PAST, measure: 'nothing' }],
  ];
  const OTHERS = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset', 'demo-press', 'demo-admin'];
  const codesFor = async (token: string, step: PhaseStep, variables: object): Promise<string[]> =>
    (await attempt(service, token, step, variables)).errors.map(({ extensions }) => extensions.code);

  it.each(STEPS)(
    '%s is allowed to the coordinator only, and reports what is unknown to everybody',
    async (step, known, unknown) => {
      for (const token of OTHERS) {
        expect([token, await codesFor(token, step, known)]).toEqual([token, ['FORBIDDEN']]);
        expect([token, await codesFor(token, step, unknown)]).toEqual([token, ['NOT_FOUND']]);
      }
      expect(await codesFor('demo-coordinator', step, unknown)).toEqual(['NOT_FOUND']);
    },
  );
});

it('a phase with its lists is read in one statement besides the one for the token', async () => {
  const query = `{ phase(code: "${PAST}") { code name status returnsDueAt closesAt finalAt
    participants { force { code } participation } asks { measure { code } ask } exceptions { until } } }`;
  await service.ask('demo-coordinator', query);
  expect(await countStatements(() => service.ask('demo-coordinator', query))).toBe(2);
  const board = query.replace(
    'exceptions {',
    'returns { force { code } status version late openQueries } exceptions {',
  );
  // The transaction for the returns also begins and ends.
  expect(await countStatements(() => service.ask('demo-coordinator', board))).toBeLessThanOrEqual(5);
});

it('each of several steps in one request returns the phase as it was after it', async () => {
  const phase = await plan();
  const set = (name: string, participation: string): string =>
    `${name}: setParticipation(phase: "${phase}", force: "btp", participation: ${participation}) {
      ... on PhaseChanged { phase { participants { force { code } participation } } } }`;
  const { data } = await service.ask<Record<string, { phase: { participants: object[] } }>>(
    'demo-coordinator',
    `mutation { ${set('one', 'TAKING_PART')} ${set('other', 'NOT_TAKING_PART')} }`,
  );
  for (const [name, participation] of [
    ['one', 'TAKING_PART'],
    ['other', 'NOT_TAKING_PART'],
  ] as const) {
    expect(data[name]?.phase.participants).toContainEqual({ force: { code: 'btp' }, participation });
  }
  expect((await tryStep(service, 'openPhase', { phase })).phase?.status).toBe('OPEN');
});
