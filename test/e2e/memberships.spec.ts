import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entriesOf } from '../support/database/audit-record.js';
import { mustFail, tryStep, mustSucceed } from '../support/api/phases-api.js';
import { mustSubmit, totalsOf } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

const MEMBERS = 'operation { code name members { force { code } participation from until } }';
const RESULT = `... on OperationChanged { ${MEMBERS} } ... on Rejection { problems { code message } }`;
const CREATE = `mutation ($code: ID!, $name: String!) { step: createOperation(code: $code, name: $name) { ${RESULT} } }`;
const JOIN = `mutation ($operation: ID!, $force: ID!, $participation: Participation!, $from: Date!) {
  step: joinOperation(operation: $operation, force: $force, participation: $participation, from: $from) { ${RESULT} } }`;
const LEAVE = `mutation ($operation: ID!, $force: ID!, $until: Date!) {
  step: leaveOperation(operation: $operation, force: $force, until: $until) { ${RESULT} } }`;
const STAY = `mutation ($operation: ID!, $force: ID!) {
  step: takeBackLeaving(operation: $operation, force: $force) { ${RESULT} } }`;
const MERGE = `mutation ($from: [ID!]!, $into: NewForceInput!, $on: Date!) {
  step: mergeForces(from: $from, into: $into, on: $on) {
    ... on ForcesMerged { force { code name validUntil mergedInto } phases } ... on Rejection { problems { code } } } }`;
const UNDO = `mutation ($into: ID!) { step: undoMerger(into: $into) {
  ... on MergerUndone { force { code validUntil mergedInto } phases } ... on Rejection { problems { code message } } } }`;
const FORCE = 'query ($code: ID!) { force(code: $code) { validUntil mergedInto } }';

interface Outcome {
  readonly operation?: {
    readonly code: string;
    readonly members: readonly {
      readonly force: { readonly code: string };
      readonly participation: string;
      readonly from: string | null;
      readonly until: string | null;
    }[];
  };
  readonly force?: { readonly code: string };
  readonly phases?: readonly string[];
  readonly problems?: readonly { readonly code: string; readonly message?: string }[];
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

async function step(query: string, variables: object): Promise<Outcome> {
  const { data, errors } = await service.ask<{ step: Outcome | null } | null>('demo-coordinator', query, variables);
  if (data?.step == null) throw new Error(`The step was not taken: ${JSON.stringify(errors)}`);
  return data.step;
}
const problemsOf = async (query: string, variables: object): Promise<unknown> =>
  (await step(query, variables)).problems?.map(({ code }) => code);

/** Makes an operation of the test's own, with these forces from the beginning of 2026. */
let made = 0;
async function operation(...forces: string[]): Promise<string> {
  made += 1;
  const code = `made-${made}`;
  await step(CREATE, { code, name: `Made ${made}` });
  for (const force of forces) await join(code, force, '2026-01-01');
  return code;
}
async function join(code: string, force: string, from: string, participation = 'TAKING_PART'): Promise<Outcome> {
  return step(JOIN, { operation: code, force, from, participation });
}

/** Makes a phase of one day; returns its code. */
const planned = async (code: string, day: string): Promise<string> => {
  const input = { operation: code, name: `On ${day}`, startsOn: day, endsOn: day, confirm: true };
  return (await mustSucceed(service, 'createPhase', { input })).code;
};

/** The members of an operation. */
async function membersOf(code: string): Promise<unknown> {
  const query = `query ($code: ID!) { operation(code: $code) { members { force { code } participation from until } } }`;
  return (await service.ask<{ operation: object }>('demo-press', query, { code })).data.operation;
}

/** Who takes part in a phase, as `force participation`. */
async function partsOf(phase: string): Promise<string[]> {
  interface OperationView {
    phase: { participants: { force: { code: string }; participation: string }[] };
  }
  const query = 'query ($phase: ID!) { phase(code: $phase) { participants { force { code } participation } } }';
  const { data } = await service.ask<OperationView>('demo-press', query, { phase });
  return data.phase.participants.map(({ force, participation }) => `${force.code} ${participation}`);
}

describe('an operation', () => {
  it('is created once, without members, and returned to everybody with its members', async () => {
    const sent = { code: 'mille', name: 'Operation Mille' };
    expect(await step(CREATE, sent)).toEqual({ operation: { ...sent, members: [] } });
    expect(await step(CREATE, sent)).toEqual({ operation: { ...sent, members: [] } });
    const { data } = await service.ask<{ operation: { members: unknown[] } }>(
      'demo-press',
      '{ operation(code: "viper") { members { force { code } participation from until } } }',
    );
    expect(data.operation.members).toEqual([
      { force: { code: 'dorset' }, participation: 'TAKING_PART', from: null, until: null },
    ]);
  });

  it('is rejected with a code that is taken or not allowed, and without a name', async () => {
    expect(await problemsOf(CREATE, { code: 'scorpion', name: 'Another' })).toEqual(['CODE_TAKEN']);
    expect(await problemsOf(CREATE, { code: 'Mille!', name: ' ' })).toEqual(['CODE_NOT_ALLOWED', 'NAME_MISSING']);
  });
});

describe('a joining force', () => {
  it('takes part in planned phases from its first day on, and in no others', async () => {
    const code = await operation('dorset');
    const [before, open, later] = [
      await planned(code, '2026-02-28'),
      await planned(code, '2026-03-02'),
      await planned(code, '2026-03-01'),
    ];
    await mustSucceed(service, 'openPhase', { phase: open, reason: 'x' });
    await join(code, 'wiltshire', '2026-03-01', 'NOT_KNOWN');
    expect(await partsOf(before)).toEqual(['dorset TAKING_PART']);
    expect(await partsOf(open)).toEqual(['dorset TAKING_PART']);
    expect(await partsOf(later)).toEqual(['dorset TAKING_PART', 'wiltshire NOT_KNOWN']);
    expect(await partsOf(await planned(code, '2026-03-31'))).toEqual(['dorset TAKING_PART', 'wiltshire NOT_KNOWN']);
    expect(await partsOf(await planned(code, '2026-02-01'))).toEqual(['dorset TAKING_PART']);
  });

  it('joins once, and not while it belongs to the operation', async () => {
    const code = await operation('dorset');
    const once = await join(code, 'dorset', '2026-01-01');
    expect(once.operation?.members).toHaveLength(1);
    expect((await join(code, 'dorset', '2027-01-01')).problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
    expect((await join(code, 'btp', '1999-12-31')).problems).toMatchObject([{ code: 'DAYS_NOT_POSSIBLE' }]);
    const entries = (await entriesOf(service.database)).filter(({ details }) => details['operation'] === code);
    expect(entries.map(({ action }) => action)).toEqual(['OPERATION_CREATED', 'MEMBERSHIP_CHANGED']);
  });

  it('must be TAKING_PART or NOT_KNOWN', async () => {
    const variables = { operation: 'viper', force: 'btp', from: '2026-01-01', participation: 'NOT_TAKING_PART' };
    const { errors } = await service.ask('demo-coordinator', JOIN, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('a leaving force', () => {
  it('remains in phases that begin on its last day or before, and may join again', async () => {
    const code = await operation('dorset', 'wiltshire');
    const [last, after] = [await planned(code, '2026-06-30'), await planned(code, '2026-07-01')];
    const left = await step(LEAVE, { operation: code, force: 'dorset', until: '2026-06-30' });
    expect(left.operation?.members[0]).toMatchObject({ until: '2026-06-30' });
    expect(await step(LEAVE, { operation: code, force: 'dorset', until: '2026-06-30' })).toEqual(left);
    expect(await partsOf(last)).toEqual(['dorset TAKING_PART', 'wiltshire TAKING_PART']);
    expect(await partsOf(after)).toEqual(['dorset NOT_TAKING_PART', 'wiltshire TAKING_PART']);
    expect(await partsOf(await planned(code, '2026-07-02'))).toEqual(['wiltshire TAKING_PART']);
    expect((await join(code, 'dorset', '2026-06-30')).problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
    await join(code, 'dorset', '2026-07-01');
    expect(await partsOf(after)).toEqual(['dorset TAKING_PART', 'wiltshire TAKING_PART']);
  });

  it('leaves on another day instead, in planned phases too', async () => {
    const code = await operation('dorset', 'wiltshire');
    const phases = [
      await planned(code, '2026-06-01'),
      await planned(code, '2026-07-01'),
      await planned(code, '2026-08-01'),
    ];
    const leave = async (until: string): Promise<unknown> => {
      const { operation: after } = await step(LEAVE, { operation: code, force: 'dorset', until });
      const parts = await Promise.all(phases.map(partsOf));
      return [after?.members[0]?.until, ...parts.map(([dorset]) => dorset?.replace('dorset ', ''))];
    };
    const [IN, OUT] = ['TAKING_PART', 'NOT_TAKING_PART'];
    expect(await leave('2026-06-30')).toEqual(['2026-06-30', IN, OUT, OUT]);
    expect(await leave('2026-07-31')).toEqual(['2026-07-31', IN, IN, OUT]);
    // Days that have passed are moved in the same way.
    expect(await leave('2026-05-31')).toEqual(['2026-05-31', OUT, OUT, OUT]);
    expect(await step(STAY, { operation: code, force: 'dorset' })).toMatchObject({
      operation: { members: [{ force: { code: 'dorset' }, until: null }, {}] },
    });
    expect(await Promise.all(phases.map(partsOf))).toEqual(
      phases.map(() => ['dorset TAKING_PART', 'wiltshire TAKING_PART']),
    );
    const entries = (await entriesOf(service.database)).filter(
      ({ action, details }) => action === 'MEMBERSHIP_CHANGED' && details['operation'] === code && 'until' in details,
    );
    expect(entries.map(({ details }) => [details['until'], details['before']])).toEqual([
      ['2026-06-30', null],
      ['2026-07-31', '2026-06-30'],
      ['2026-05-31', '2026-07-31'],
      [null, '2026-05-31'],
    ]);
  });

  it('stays if leaving is taken back, also in phases that were planned since', async () => {
    const code = await operation();
    await join(code, 'crimestoppers', '2026-01-01', 'NOT_KNOWN');
    await step(LEAVE, { operation: code, force: 'crimestoppers', until: '2026-06-30' });
    const [later, taking] = [await planned(code, '2026-07-01'), await planned(code, '2026-08-01')];
    const absent = await planned(code, '2026-08-15');
    const away = { phase: absent, force: 'crimestoppers', participation: 'NOT_TAKING_PART', reason: 'Not this time.' };
    await mustSucceed(service, 'setParticipation', away);
    const opened = await planned(code, '2026-09-01');
    await mustSucceed(service, 'openPhase', { phase: opened, reason: 'x' });
    await mustSucceed(service, 'setParticipation', {
      phase: taking,
      force: 'crimestoppers',
      participation: 'TAKING_PART',
    });
    const stayed = await step(STAY, { operation: code, force: 'crimestoppers' });
    expect(await step(STAY, { operation: code, force: 'crimestoppers' })).toEqual(stayed);
    expect(await partsOf(later)).toEqual(['crimestoppers NOT_KNOWN']);
    expect(await partsOf(taking)).toEqual(['crimestoppers TAKING_PART']);
    expect(await partsOf(absent)).toEqual(['crimestoppers NOT_TAKING_PART']);
    expect(await partsOf(opened)).toEqual([]);
    expect(await problemsOf(STAY, { operation: code, force: 'dorset' })).toEqual(['NOT_POSSIBLE_NOW']);
  });

  it('gets back the part that it had in each phase, however often its last day was moved', async () => {
    const code = await operation('dorset');
    const phases = [
      await planned(code, '2026-07-01'),
      await planned(code, '2026-08-01'),
      await planned(code, '2026-09-01'),
    ];
    const set = (phase: string | undefined, participation: string) =>
      mustSucceed(service, 'setParticipation', { phase, force: 'dorset', participation, reason: 'They said so.' });
    await set(phases[0], 'NOT_TAKING_PART');
    await set(phases[1], 'NOT_KNOWN');
    for (const until of ['2026-06-30', '2026-07-31', '2026-05-31'])
      await step(LEAVE, { operation: code, force: 'dorset', until });
    await step(STAY, { operation: code, force: 'dorset' });
    expect(await Promise.all(phases.map(partsOf))).toEqual([
      ['dorset NOT_TAKING_PART'],
      ['dorset NOT_KNOWN'],
      ['dorset TAKING_PART'],
    ]);
  });

  it('keeps the end of a membership that another one follows', async () => {
    const code = await operation('dorset');
    await step(LEAVE, { operation: code, force: 'dorset', until: '2026-06-30' });
    await join(code, 'dorset', '2026-09-01');
    const { problems } = await step(LEAVE, { operation: code, force: 'dorset', until: '2026-07-31' });
    expect(problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('2026-09-01') }]);
  });

  it('must belong to the operation, and cannot leave before it joined', async () => {
    const code = await operation('dorset');
    const leave = { operation: code, force: 'dorset', until: '2025-12-31' };
    expect(await problemsOf(LEAVE, leave)).toEqual(['NOT_POSSIBLE_NOW']);
    expect(await problemsOf(LEAVE, { ...leave, force: 'btp' })).toEqual(['NOT_POSSIBLE_NOW']);
  });
});

describe('merged forces', () => {
  const into = { code: 'wessex', name: 'Wessex Police', kind: 'TERRITORIAL_FORCE', onsCode: 'E23000999' };
  const sent = { from: ['dorset', 'wiltshire'], into, on: '2027-04-01' };

  it.each([
    [{ into: { ...into, code: 'btp' } }, ['CODE_TAKEN']],
    [{ into: { ...into, code: 'WESSEX', name: '' } }, ['CODE_NOT_ALLOWED', 'NAME_MISSING']],
    [{ into: { ...into, onsCode: 'E23000039' } }, ['ONS_CODE_NOT_POSSIBLE']],
    [{ into: { ...into, onsCode: 'Wessex' } }, ['ONS_CODE_NOT_POSSIBLE']],
    [{ on: '0001-01-01' }, ['DAYS_NOT_POSSIBLE']],
    [{ from: ['dorset'] }, ['TOO_FEW_FORCES']],
  ])('are rejected with %j: %j', async (more, codes) => {
    expect(await problemsOf(MERGE, { ...sent, ...more })).toEqual(codes);
  });

  it.each([
    [{ from: [] }, 'BAD_USER_INPUT'],
    [{ from: ['dorset', 'dorset'] }, 'BAD_USER_INPUT'],
    [{ from: ['dorset', 'nothing'] }, 'NOT_FOUND'],
  ])('cannot be requested with %j: %s', async (more, code) => {
    const { errors } = await service.ask('demo-coordinator', MERGE, { ...sent, ...more });
    expect(errors).toMatchObject([{ extensions: { code } }]);
  });

  it('are rejected if one of them joins an operation after the merger', async () => {
    const later = await operation();
    await join(later, 'gloucestershire', '2028-01-01');
    const merge = { ...sent, from: ['gloucestershire', 'btp'], into: { ...into, code: 'glos', onsCode: null } };
    expect(await problemsOf(MERGE, merge)).toEqual(['NOT_POSSIBLE_NOW']);
  });

  it('are rejected if one of them has a return for a phase after the merger', async () => {
    // Scorpion 7 begins after that day.
    await mustSubmit(service, { phase: 'scorpion-7', force: 'avon-and-somerset', nil: ['arrests'] });
    const merge = { ...sent, from: ['avon-and-somerset', 'btp'], on: '2022-01-01' };
    // The other is in that phase too, as NOT_KNOWN.
    expect(await problemsOf(MERGE, merge)).toEqual(['NOT_POSSIBLE_NOW', 'NOT_POSSIBLE_NOW']);
  });

  it('are rejected while one of them is in an opened phase that begins after the merger', async () => {
    const code = await operation();
    for (const force of ['dorset', 'wiltshire']) await join(code, force, '2027-01-01');
    const phase = await planned(code, '2027-08-01');
    await mustSucceed(service, 'openPhase', { phase });
    const merge = { ...sent, from: ['dorset', 'wiltshire'], into: { ...into, code: 'south', onsCode: null } };
    expect(await problemsOf(MERGE, { ...merge, on: '2027-08-01' })).toEqual(['NOT_POSSIBLE_NOW', 'NOT_POSSIBLE_NOW']);
    const reason = 'It becomes part of another.';
    await mustSucceed(service, 'setParticipation', {
      phase,
      force: 'dorset',
      participation: 'NOT_TAKING_PART',
      reason,
    });
    expect(await problemsOf(MERGE, { ...merge, on: '2027-08-01' })).toEqual(['NOT_POSSIBLE_NOW']);
    await mustSubmit(service, { phase, force: 'wiltshire', nil: ['arrests'] });
    const withdraw = `mutation { withdrawReturn(phase: "${phase}", force: "wiltshire", version: 1, reason: "Not this one.") {
      __typename } }`;
    expect((await service.ask('demo-analyst-wiltshire', withdraw)).errors).toEqual([]);
    // A withdrawn return counts nowhere, and does not prevent the change.
    await mustSucceed(service, 'setParticipation', {
      phase,
      force: 'wiltshire',
      participation: 'NOT_TAKING_PART',
      reason,
    });
  });

  it('keep their past phases and are replaced by the new force in planned ones, so that coverage is never above all', async () => {
    const [past, open] = ['scorpion-7', await planned('scorpion', '2027-03-31')];
    const phases = [await planned('scorpion', '2027-04-01'), await planned('scorpion', '2027-05-01')];
    const guests = await planned('viper', '2027-05-02');
    await mustSucceed(service, 'setParticipation', { phase: guests, force: 'dorset', participation: 'TAKING_PART' });
    await mustSucceed(service, 'openPhase', { phase: open });
    await mustSubmit(service, { phase: past, force: 'dorset', nil: ['arrests'] });
    const [before, totals] = [await partsOf(past), await totalsOf(service, past)];
    expect(await step(MERGE, sent)).toEqual({
      force: { code: 'wessex', name: 'Wessex Police', validUntil: null, mergedInto: null },
      phases: expect.arrayContaining([...phases, guests]),
    });
    // Also in an operation to which the force does not belong.
    expect(await partsOf(guests)).toEqual(expect.arrayContaining(['dorset NOT_TAKING_PART', 'wessex TAKING_PART']));
    const merged = (await entriesOf(service.database)).filter(({ action }) => action === 'FORCES_MERGED');
    expect(merged.map(({ force }) => force)).toEqual(['wessex', 'dorset', 'wiltshire']);
    expect(await partsOf(past)).toEqual(before);
    expect((await totalsOf(service, past)).totals).toEqual(totals.totals);
    expect(await partsOf(open)).toContain('dorset TAKING_PART');
    for (const phase of phases) {
      expect(await partsOf(phase)).toEqual(
        expect.arrayContaining(['dorset NOT_TAKING_PART', 'wessex TAKING_PART', 'wiltshire NOT_TAKING_PART']),
      );
      expect((await totalsOf(service, phase)).coverage.expected).toBe(4);
    }
    const [phase = ''] = phases;
    await mustSucceed(service, 'openPhase', { phase });
    await mustSubmit(service, { phase, force: 'wessex', nil: ['arrests'] }, 'demo-coordinator');
    expect((await totalsOf(service, phase)).coverage).toMatchObject({ expected: 4, reported: 1 });
    expect((await partsOf(await planned('scorpion', '2027-06-01'))).join()).not.toMatch(/dorset|wiltshire/);
    const { data } = await service.ask<{ force: object }>('demo-press', FORCE, { code: 'dorset' });
    expect(data.force).toEqual({ validUntil: '2027-03-31', mergedInto: 'wessex' });
  });

  it('cannot be added to a phase that begins after the merger, by whatever step, only to an earlier one', async () => {
    const code = await operation();
    const from = ['dorset', 'wiltshire'].map((force) => ({ force, participation: 'TAKING_PART' }));
    const named = { operation: code, name: 'Named', participants: from, confirm: true };
    const after = { startsOn: '2027-04-01', endsOn: '2027-04-02' };
    const before = { startsOn: '2027-03-31', endsOn: '2027-04-02' };
    const gone = [0, 1].map(() => 'NOT_POSSIBLE_NOW');
    expect(await mustFail(service, 'createPhase', { input: { ...named, ...after } })).toEqual(gone);
    const phase = (await mustSucceed(service, 'createPhase', { input: { ...named, ...before } })).code;
    const moved = await tryStep(service, 'changePhase', { input: { phase, ...after, confirm: true } });
    expect(moved.problems?.map(({ message }) => message)).toEqual([
      'The last day of Dorset is 2027-03-31; after that it is part of wessex. Named begins on 2027-04-01. Give wessex instead.',
      expect.stringMatching(/^The last day of Wiltshire is .*; after that it is part of wessex/),
    ]);
    await mustSucceed(service, 'changePhase', { input: { phase, ...before, startsOn: '2027-03-30', confirm: true } });
  });

  it('that join an operation before the merger belong to it and its phases only until then', async () => {
    const code = await operation();
    const phases = [];
    for (const startsOn of ['2027-03-31', '2027-04-01']) {
      const input = { operation: code, name: startsOn, startsOn, endsOn: '2027-04-09', confirm: true };
      phases.push((await mustSucceed(service, 'createPhase', { input })).code);
    }
    const { operation: joined } = await join(code, 'dorset', '2027-01-01');
    expect(joined?.members).toMatchObject([{ force: { code: 'dorset' }, from: '2027-01-01', until: '2027-03-31' }]);
    expect((await join(code, 'dorset', '2027-01-01')).operation).toEqual(joined);
    const parts = await service.database.asOwner('SELECT phase FROM participations WHERE phase = ANY ($1)', [phases]);
    expect(parts).toEqual([{ phase: phases[0] }]);
  });

  it('say until when they existed, and what they are part of, in the members, the board and the totals too', async () => {
    const query = `{ phase(code: "scorpion-9") { participants { force { ...Ended } } returns { force { ...Ended } } }
      operation(code: "scorpion") { members { force { ...Ended } } }
      regionalTotals(phase: "scorpion-9") { coverage { missing { ...Ended } } } }
      fragment Ended on Force { code validUntil mergedInto }`;
    const { data } = await service.ask('demo-coordinator', query);
    const given = JSON.stringify(data).match(/\{"code":"dorset".*?\}/g);
    expect(given).toEqual(
      Array.from({ length: 4 }, () => '{"code":"dorset","validUntil":"2027-03-31","mergedInto":"wessex"}'),
    );
  });

  it('are not merged a second time, and take part in no phase after the merger', async () => {
    expect(await step(MERGE, sent)).toMatchObject({ force: { code: 'wessex' }, phases: [] });
    expect(await problemsOf(MERGE, { ...sent, into: { ...into, code: 'other', onsCode: null } })).toEqual([
      'NOT_POSSIBLE_NOW',
      'NOT_POSSIBLE_NOW',
    ]);
    expect((await join('viper', 'wiltshire', '2027-04-01')).problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
    const ended = { operation: 'scorpion', force: 'wiltshire' };
    for (const [query, variables] of [
      [LEAVE, { ...ended, until: '2027-04-01' }],
      [STAY, ended],
    ] as const) {
      const { problems } = await step(query, variables);
      expect(problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW', message: expect.stringContaining('2027-03-31') }]);
    }
    const phase = await planned('scorpion', '2027-07-01');
    const { data } = await service.ask<{ setParticipation: Outcome }>(
      'demo-coordinator',
      `mutation { setParticipation(phase: "${phase}", force: "dorset", participation: TAKING_PART) {
        ... on Rejection { problems { code } } } }`,
    );
    expect(data.setParticipation.problems).toEqual([{ code: 'NOT_POSSIBLE_NOW' }]);
  });

  it('belong, as the new force, to an operation until the last day on which one of them would have', async () => {
    const from = ['avon-and-somerset', 'devon-and-cornwall'];
    const code = await operation(...from);
    for (const [place, until] of ['2028-06-30', '2027-12-31'].entries()) {
      await step(LEAVE, { operation: code, force: from[place], until });
    }
    const west = { ...into, code: 'west', name: 'West Police', onsCode: null };
    // After the phases opened in the meantime.
    expect(await step(MERGE, { from, into: west, on: '2027-12-01' })).toMatchObject({ force: { code: 'west' } });
    const members = `query ($code: ID!) { operation(code: $code) { members { force { code } until } } }`;
    const { data } = await service.ask<{ operation: object }>('demo-press', members, { code });
    expect(data.operation).toEqual({
      members: expect.arrayContaining([{ force: { code: 'west' }, until: '2028-06-30' }]),
    });
  });
});

describe('an undone merger', () => {
  const from = ['swrocu', 'crimestoppers'];
  const into = { code: 'joint-unit', name: 'Joint Unit', kind: 'REGIONAL_UNIT', onsCode: 'E23000888' };
  const sent = { from, into, on: '2029-04-01' };

  it('leaves no place to its force, in phases that were moved to before the merger or discarded either', async () => {
    const code = await operation(...from);
    const [moved, discarded] = [await planned(code, '2099-06-01'), await planned(code, '2099-06-02')];
    await step(LEAVE, { operation: code, force: 'swrocu', until: '2099-03-31' });
    const members = await membersOf(code);
    const merge = { from, into: { ...into, code: 'severn', onsCode: null }, on: '2099-04-01' };
    expect(await step(MERGE, merge)).toMatchObject({ force: { code: 'severn' } });
    const earlier = { phase: moved, startsOn: '2099-01-01', endsOn: '2099-01-01', confirm: true };
    await mustSucceed(service, 'changePhase', { input: earlier });
    await mustSucceed(service, 'discardPhase', { phase: discarded, reason: 'Made by mistake.' });
    expect((await step(UNDO, { into: 'severn' })).phases).toEqual(expect.arrayContaining([moved, discarded]));
    await mustSucceed(service, 'restorePhase', { phase: discarded, confirm: true });
    for (const phase of [moved, discarded]) {
      expect(await partsOf(phase)).toEqual([
        'crimestoppers TAKING_PART',
        'severn NOT_TAKING_PART',
        'swrocu NOT_TAKING_PART',
      ]);
    }
    // The coordinator ended it on the day on which the merger would have.
    expect(await membersOf(code)).toEqual(members);
  });

  it('leaves the forces, their memberships and planned phases as they were, and phases planned since with them', async () => {
    const code = await operation(...from);
    await step(LEAVE, { operation: code, force: 'swrocu', until: '2029-12-31' });
    const [before, guests] = [await planned(code, '2029-05-01'), await planned('viper', '2029-05-02')];
    const [left, apart] = [await planned(code, '2029-06-01'), await planned(code, '2030-06-01')];
    const out = { phase: left, force: 'crimestoppers', participation: 'NOT_TAKING_PART' };
    await mustSucceed(service, 'setParticipation', out);
    await mustSucceed(service, 'setParticipation', { phase: guests, force: 'swrocu', participation: 'TAKING_PART' });
    const places = [before, guests, left, apart];
    const [parts, members] = [await Promise.all(places.map(partsOf)), await membersOf(code)];

    const { phases = [] } = await step(MERGE, sent);
    expect(phases).toEqual(expect.arrayContaining(places));
    const since = await planned(code, '2029-07-01');
    expect(await partsOf(since)).toEqual(['joint-unit TAKING_PART']);
    const undone = await step(UNDO, { into: 'joint-unit' });
    expect(undone).toMatchObject({ force: { code: 'joint-unit', validUntil: '2029-03-31', mergedInto: null } });
    expect(undone.phases).toEqual([...phases, since].sort());

    expect(await membersOf(code)).toEqual(members);
    for (const [index, place] of places.entries()) {
      expect(await partsOf(place)).toEqual([...(parts[index] ?? []), 'joint-unit NOT_TAKING_PART'].sort());
    }
    expect(await partsOf(since)).toEqual([
      'crimestoppers TAKING_PART',
      'joint-unit NOT_TAKING_PART',
      'swrocu TAKING_PART',
    ]);
    const { data } = await service.ask<{ force: object }>('demo-press', FORCE, { code: 'swrocu' });
    expect(data.force).toEqual({ validUntil: null, mergedInto: null });
    const entries = async () =>
      (await entriesOf(service.database)).flatMap(({ action, force }) => (action === 'MERGER_UNDONE' ? [force] : []));
    const recorded = await entries();
    expect(recorded.slice(-3)).toEqual(['joint-unit', 'crimestoppers', 'swrocu']);
    expect(await step(UNDO, { into: 'joint-unit' })).toMatchObject({ phases: [] });
    expect(await entries()).toEqual(recorded);
  });

  it('has a force that takes part in nothing, until a merger makes it again', async () => {
    const { problems } = await join('viper', 'joint-unit', '2031-01-01');
    expect(problems).toMatchObject([
      { code: 'NOT_POSSIBLE_NOW', message: expect.stringMatching(/^The merger that made/) },
    ]);
    const phase = await planned('viper', '2020-07-01');
    const placed = await tryStep(service, 'setParticipation', {
      phase,
      force: 'joint-unit',
      participation: 'TAKING_PART',
    });
    expect(placed.problems).toMatchObject([{ code: 'NOT_POSSIBLE_NOW' }]);
    const again = { ...sent, into: { ...into, name: 'Joint Units' }, on: '2029-04-02' };
    expect(await step(MERGE, again)).toMatchObject({
      force: { code: 'joint-unit', name: 'Joint Units', validUntil: null, mergedInto: null },
    });
    expect(await step(MERGE, again)).toMatchObject({ phases: [] });
  });

  it('is refused while the force is in an opened phase, has become part of another, or came from no merger', async () => {
    const phase = await planned('viper', '2029-08-01');
    await mustSucceed(service, 'setParticipation', { phase, force: 'joint-unit', participation: 'TAKING_PART' });
    await mustSucceed(service, 'openPhase', { phase });
    const refused = async (code: string) => (await step(UNDO, { into: code })).problems?.map(({ message }) => message);
    expect(await refused('joint-unit')).toEqual([expect.stringContaining(`${phase}, which has been opened.`)]);
    expect(await refused('btp')).toEqual([expect.stringContaining('was not made by a merger')]);
    const more = { from: ['joint-unit', 'btp'], into: { ...into, code: 'all-units', onsCode: null }, on: '2032-01-01' };
    expect(await step(MERGE, more)).toMatchObject({ force: { code: 'all-units' } });
    expect(await refused('joint-unit')).toEqual([expect.stringContaining('has itself become part of all-units')]);
  });
});

describe('every step', () => {
  const from = { operation: 'viper', force: 'btp', from: '2026-01-01', participation: 'NOT_KNOWN' };
  const leaving = { operation: 'viper', force: 'btp', until: '2026-01-01' };
  const merging = { from: ['btp'], into: { code: 'x', name: 'x', kind: 'PARTNER' }, on: '2026-01-01' };
  const OTHERS = ['demo-analyst-dorset', 'demo-approver-dorset', 'demo-pcc-dorset', 'demo-press', 'demo-admin'];

  it.each([
    [CREATE, { code: 'x', name: 'x' }],
    [JOIN, from],
    [LEAVE, leaving],
    [STAY, { operation: 'viper', force: 'btp' }],
    [MERGE, merging],
    [UNDO, { into: 'btp' }],
  ])('%.40s… is allowed to the coordinator only', async (query, variables) => {
    for (const token of OTHERS) {
      const { errors } = await service.ask(token, query, variables);
      expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
    }
  });

  it.each(['operation', 'force'])('reports an unknown %s to everybody', async (name) => {
    for (const token of ['demo-press', 'demo-coordinator']) {
      for (const [query, variables] of [
        [JOIN, from],
        [LEAVE, leaving],
        [STAY, { operation: 'viper', force: 'btp' }],
      ] as const) {
        const { errors } = await service.ask(token, query, { ...variables, [name]: 'nothing' });
        expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
      }
    }
  });
});
