import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../support/database/audit-record.js';
import { define } from '../support/api/dictionary-api.js';
import { mustFail, tryStep, mustSucceed } from '../support/api/phases-api.js';
import { mustSubmit, mustBeRefused, totalsOf } from '../support/api/returns-api.js';
import { sendAccepted, currentReturn, mustTakeStep } from '../support/api/return-steps.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification } from '../support/database/verification.js';

/** A typing mistake: ten years late. */
const SLIP = { operation: 'scorpion', startsOn: '2090-03-01', endsOn: '2090-03-07', confirm: true };
const DORSET = { force: 'dorset', figures: [{ measure: 'arrests', value: 26 }] };
const REASON = { reason: 'The year was mistyped.' };

let service: TestService;
let made = 0;

beforeAll(async () => {
  service = await startTestService();
});

afterAll(async () => {
  await service.stop();
});

/** An open phase of the test's own. */
async function opened(more: object = {}): Promise<string> {
  made += 1;
  const { code: phase } = await mustSucceed(service, 'createPhase', {
    input: { ...SLIP, name: `Slip ${made}`, ...more },
  });
  await mustSucceed(service, 'openPhase', { phase });
  return phase;
}

/** The same, with a return that was sent for it and withdrawn. */
async function withdrawnIn(more: object = {}): Promise<string> {
  const phase = await opened(more);
  for (const reason of ['First', 'Second']) await mustSubmit(service, { ...DORSET, phase, reason });
  const whole = { phase, force: 'dorset', version: 2, wholeReturn: true };
  await mustTakeStep(service, 'demo-analyst-dorset', 'withdrawReturn', { ...whole, reason: 'For the next one.' });
  return phase;
}

const listed = async (filter = 'from: "2090-01-01"'): Promise<string[]> => {
  const query = `{ phases(first: 100, ${filter}) { code } }`;
  const { data } = await service.ask<{ phases: { code: string }[] }>('demo-press', query);
  return data.phases.map(({ code }) => code);
};

const VERSION = { category: 'ARRESTS', unit: 'COUNT', definition: 'Counted in another way.' };

describe('a withdrawn return', () => {
  it('does not stop a definition from changing, and what is stored of it can still be verified', async () => {
    const other = { ...VERSION, code: 'drones', name: 'Drones', breakdown: 'drug', breakdownRule: 'OVERLAP' };
    await define(service, other);
    const phase = await opened({ startsOn: '2091-03-01', endsOn: '2091-03-07' });
    const figures = ['cocaine', 'heroin'].map((breakdown, place) => ({
      measure: 'drones',
      breakdown,
      value: place + 2,
    }));
    await mustSubmit(service, { phase, force: 'dorset', figures });
    const later = { ...other, breakdownRule: 'PARTITION', validFrom: '2091-01-01' };
    expect(await define(service, later)).toMatchObject({ problems: [{ code: 'VALID_FROM_TOO_EARLY' }] });
    const key = { phase, force: 'dorset', version: 1 };
    await mustTakeStep(service, 'demo-analyst-dorset', 'withdrawReturn', { ...key, reason: 'For the next one.' });
    expect((await define(service, later)).measure).toMatchObject({ version: 2 });
    const verification = await startVerification(service.database);
    const found = await verification.findings([phase]);
    await verification.stop();
    expect(found).toEqual([]);
    // A return that counts is read with the new definition.
    await mustSubmit(service, { phase, force: 'dorset', figures });
    const { totals } = await totalsOf(service, phase);
    expect(totals.find(({ measure }) => measure.code === 'drones')).toMatchObject({ value: 5 });
    const earlier = { ...later, name: 'Other drones', validFrom: '2091-02-01' };
    expect(await define(service, earlier)).toMatchObject({ problems: [{ code: 'VALID_FROM_TOO_EARLY' }] });
  });

  it('does not stop changes to its phase: the days, what it asks for and who takes part', async () => {
    const phase = await withdrawnIn();
    const input = { phase, startsOn: '2089-03-01', endsOn: '2089-03-07', confirm: true };
    expect((await mustSucceed(service, 'changePhase', { input })).startsOn).toBe('2089-03-01');
    await mustSucceed(service, 'setAsk', { phase, measure: 'arrests', ask: null });
    const out = { phase, force: 'dorset', participation: 'NOT_TAKING_PART', reason: 'Flooding' };
    await mustSucceed(service, 'setParticipation', out);
    const verification = await startVerification(service.database);
    const found = await verification.findings([phase]);
    await verification.stop();
    expect(found).toEqual([]);
  });

  it('is missing from its phase like a return that was never sent', async () => {
    const phase = await withdrawnIn();
    const { problems } = await tryStep(service, 'closePhase', { phase });
    expect(problems).toMatchObject([
      { code: 'CONFIRMATION_NEEDED', message: expect.stringMatching(/these forces have not reported: .*Dorset/) },
    ]);
    expect((await totalsOf(service, phase)).coverage).toMatchObject({ reported: 0 });
  });
});

describe('a phase that was made by mistake', () => {
  it('cannot be discarded while a return counts in it, and the force is named; it can once all are withdrawn', async () => {
    const phase = await opened();
    await mustSubmit(service, { ...DORSET, phase });
    expect((await tryStep(service, 'discardPhase', { phase, ...REASON })).problems).toMatchObject([
      { code: 'NOT_POSSIBLE_NOW', message: expect.stringMatching(/has returns of Dorset.*wholeReturn: true/) },
    ]);
    const key = { phase, force: 'dorset', version: 1 };
    await mustTakeStep(service, 'demo-analyst-dorset', 'withdrawReturn', { ...key, reason: 'For the next one.' });
    expect(await mustFail(service, 'discardPhase', { phase, reason: ' ' })).toEqual(['REASON_REQUIRED']);
    expect((await mustSucceed(service, 'discardPhase', { phase, ...REASON })).status).toBe('DISCARDED');
  });

  it('is in no list and accepts no return, and can be read by its code, with its withdrawn returns', async () => {
    const phase = await withdrawnIn();
    expect(await listed()).toContain(phase);
    await mustSucceed(service, 'discardPhase', { phase, ...REASON });
    expect(await listed()).not.toContain(phase);
    expect(await listed('status: DISCARDED')).toContain(phase);
    expect(await mustBeRefused(service, { ...DORSET, phase })).toMatchObject([
      { code: 'PHASE_NOT_OPEN', message: expect.stringContaining('was created by mistake and discarded') },
      { code: 'PHASE_NOT_BEGUN' },
    ]);
    expect(await currentReturn(service, { phase, force: 'dorset' })).toMatchObject({
      version: 2,
      status: 'WITHDRAWN',
    });
    const force = `{ forceTotals(force: "dorset", from: "2090-01-01", first: 100) { phase { code } } }`;
    const { data } = await service.ask<{ forceTotals: { phase: { code: string } }[] }>('demo-coordinator', force);
    expect(data.forceTotals.map((line) => line.phase.code)).not.toContain(phase);
    const read = `{ phase(code: "${phase}") { status discardReason } }`;
    expect((await service.ask('demo-coordinator', read)).data).toEqual({
      phase: { status: 'DISCARDED', discardReason: REASON.reason },
    });
    expect((await service.ask('demo-analyst-dorset', read)).data).toEqual({
      phase: { status: 'DISCARDED', discardReason: null },
    });
    const page = await fetch(`${service.url}/`).then((response) => response.text());
    expect(page).not.toContain(phase);
  });

  it('cannot be changed until it is restored, and is then PLANNED', async () => {
    const phase = await withdrawnIn();
    await mustSucceed(service, 'discardPhase', { phase, ...REASON });
    const until = '2099-01-01T00:00:00Z';
    for (const [name, variables] of [
      ['openPhase', { phase }],
      ['closePhase', { phase }],
      ['changePhase', { input: { phase, name: 'Another' } }],
      ['setParticipation', { phase, force: 'btp', participation: 'TAKING_PART', reason: 'x' }],
      ['setAsk', { phase, measure: 'arrests', ask: null }],
      ['grantException', { phase, force: 'dorset', until, reason: 'x' }],
    ] as const) {
      expect([name, await mustFail(service, name, variables)]).toEqual([name, ['NOT_POSSIBLE_NOW']]);
    }
    expect((await mustSucceed(service, 'restorePhase', { phase, confirm: true })).status).toBe('PLANNED');
    expect(await listed()).toContain(phase);
    expect((await mustSucceed(service, 'openPhase', { phase })).status).toBe('OPEN');
    await mustSubmit(service, { ...DORSET, phase });
  });

  it('is restored beside a phase of the same days only with a confirmation', async () => {
    const days = { startsOn: '2091-05-05', endsOn: '2091-05-11' };
    const phase = await opened(days);
    await mustSucceed(service, 'discardPhase', { phase, ...REASON });
    await opened(days);
    expect(await mustFail(service, 'restorePhase', { phase })).toEqual(['CONFIRMATION_NEEDED']);
    expect((await mustSucceed(service, 'restorePhase', { phase, confirm: true })).status).toBe('PLANNED');
  });

  it('is discarded and restored once, however often that is sent, and both are recorded', async () => {
    const phase = await opened();
    for (const name of ['discardPhase', 'discardPhase', 'restorePhase', 'restorePhase', 'discardPhase'] as const) {
      await mustSucceed(service, name, name === 'discardPhase' ? { phase, ...REASON } : { phase, confirm: true });
    }
    const recorded = (await entriesOf(service.database)).filter((entry) => entry.phase === phase);
    expect(recorded.map(({ action, details }) => [action, details]).slice(2)).toEqual([
      ['PHASE_DISCARDED', { from: 'OPEN' }],
      ['PHASE_RESTORED', {}],
      ['PHASE_DISCARDED', { from: 'PLANNED' }],
    ]);
  });

  it('frees its name and days for a new phase, but not its code', async () => {
    const phase = await opened();
    const input = { ...SLIP, name: `Slip ${made}` };
    await mustSucceed(service, 'discardPhase', { phase, ...REASON });
    const { code } = await mustSucceed(service, 'createPhase', { input });
    expect(code).not.toBe(phase);
    expect(await mustFail(service, 'createPhase', { input: { ...input, name: 'Other', code: phase } })).toEqual([
      'CODE_TAKEN',
    ]);
  });

  it('no longer stops its forces from being merged', async () => {
    const MERGE = `mutation { mergeForces(from: ["swrocu", "crimestoppers"], on: "2090-02-01",
      into: { code: "south", name: "South", kind: PARTNER }) {
      ... on ForcesMerged { phases } ... on Rejection { problems { code message } } } }`;
    const merge = async (): Promise<{ problems?: { code: string; message: string }[] }> =>
      (
        await service.ask<{ mergeForces: { problems?: { code: string; message: string }[] } }>(
          ...(['demo-coordinator', MERGE] as const),
        )
      ).data.mergeForces;
    const inTheWay = await listed('status: OPEN, from: "2090-02-01"');
    const phase = await withdrawnIn();
    expect((await merge()).problems?.[0]?.message).toMatch(/discardPhase/);
    for (const one of [...inTheWay, phase]) {
      const { version, status } = await currentReturn(service, { phase: one, force: 'dorset' });
      if (!['NOT_STARTED', 'WITHDRAWN'].includes(status)) {
        const key = { phase: one, force: 'dorset', version, wholeReturn: true };
        await mustTakeStep(service, 'demo-coordinator', 'withdrawReturn', { ...key, reason: 'x' });
      }
      await mustSucceed(service, 'discardPhase', { phase: one, ...REASON });
    }
    expect((await merge()).problems).toBeUndefined();
    // Its forces have been merged in the meantime.
    await mustSucceed(service, 'restorePhase', { phase, confirm: true });
    const { data } = await service.ask<{
      phase: { participants: { force: { code: string }; participation: string }[] };
    }>('demo-coordinator', `{ phase(code: "${phase}") { participants { force { code } participation } } }`);
    const parts = data.phase.participants.map(({ force, participation }) => `${force.code} ${participation}`);
    expect(parts).toContain('crimestoppers NOT_TAKING_PART');
    expect(parts.filter((part) => /^(south|swrocu) /.test(part))).toEqual([
      expect.stringMatching(/^south (TAKING_PART|NOT_KNOWN)$/),
      'swrocu NOT_TAKING_PART',
    ]);
  });
});

describe('days that may be a mistake', () => {
  it('need a confirmation once all else is right, given in the input or beside it', async () => {
    const input = { operation: 'viper', name: 'Viper 2036', startsOn: '2093-01-01', endsOn: '2093-01-02' };
    expect((await tryStep(service, 'createPhase', { input })).problems).toMatchObject([
      { code: 'CONFIRMATION_NEEDED', message: expect.stringMatching(/2093-01-01, more than a year after today/) },
    ]);
    expect(await mustFail(service, 'createPhase', { input: { ...input, name: '' } })).toEqual(['NAME_MISSING']);
    const CREATE = `mutation ($input: CreatePhaseInput!) { createPhase(input: $input, confirm: true) {
      ... on PhaseChanged { phase { code } } ... on Rejection { problems { code } } } }`;
    const { data } = await service.ask<{ createPhase: { phase?: { code: string } } }>('demo-coordinator', CREATE, {
      input,
    });
    const code = data.createPhase.phase?.code ?? '';
    // The phase itself is no other phase with these days.
    expect((await mustSucceed(service, 'createPhase', { input })).code).toBe(code);
    const again = { operation: 'viper', name: 'Viper of 2024', startsOn: '2024-01-01', endsOn: '2024-12-31' };
    expect((await tryStep(service, 'createPhase', { input: again })).problems).toMatchObject([
      { code: 'CONFIRMATION_NEEDED', message: expect.stringMatching(/\(viper-2024\) has the same days/) },
    ]);
    await mustSucceed(service, 'createPhase', { input: { ...again, confirm: true } });
    const named = { operation: 'viper', name: ' viper  2036', startsOn: '2025-02-01', endsOn: '2025-02-02' };
    expect((await tryStep(service, 'createPhase', { input: named })).problems).toMatchObject([
      { code: 'CONFIRMATION_NEEDED', message: expect.stringContaining(`${code} has the same name. Give it another`) },
    ]);
    const renamed = { phase: code, name: 'Operation Viper 2024' };
    expect(await mustFail(service, 'changePhase', { input: renamed })).toEqual(['CONFIRMATION_NEEDED']);
    const moved = { phase: code, startsOn: '2094-01-01', endsOn: '2094-01-02' };
    expect(await mustFail(service, 'changePhase', { input: moved })).toEqual(['CONFIRMATION_NEEDED']);
    await mustSucceed(service, 'changePhase', { input: { ...moved, confirm: true } });
    await mustSucceed(service, 'changePhase', { input: { phase: code, endsOn: '2094-01-03' } });
  });
});

describe('closing a phase', () => {
  it('needs a confirmation while returns are missing or not accepted, and none once they are', async () => {
    const participants = ['dorset', 'wiltshire'].map((force) => ({ force, participation: 'TAKING_PART' }));
    const phase = await opened({ participants, startsOn: '2092-03-01', endsOn: '2092-03-07' });
    await mustSubmit(service, { ...DORSET, phase });
    const unfinished = [
      {
        code: 'CONFIRMATION_NEEDED',
        message: expect.stringMatching(
          /these forces have not reported: Wiltshire; these returns are not accepted: Dorset \(version 1, SUBMITTED\)\. .*\(grantException\).* Leave it open until .*'confirm: true'\.$/,
        ),
      },
    ];
    expect((await tryStep(service, 'closePhase', { phase })).problems).toMatchObject(unfinished);
    // A closing date that has passed closes it too.
    const past = {
      phase,
      returnsDueAt: '2026-01-20T12:00:00Z',
      closesAt: '2026-01-20T12:00:00Z',
      reason: 'It is over.',
    };
    expect((await tryStep(service, 'changePhase', { input: past })).problems).toMatchObject(unfinished);
    const accepted = { phase, force: 'dorset', version: 1, withoutSignOff: 'Nobody is on duty.' };
    await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', accepted);
    await sendAccepted(service, { ...DORSET, phase, force: 'wiltshire' });
    expect((await mustSucceed(service, 'closePhase', { phase })).status).toBe('CLOSED');
  });
});
