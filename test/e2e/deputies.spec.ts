import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DEPUTY_PROBLEMS } from '../../src/common/problems/deputy-problems.js';
import { entriesOf } from '../support/database/audit-record.js';
import { contentsOf } from '../support/database/database-states.js';
import {
  appoint,
  clearDeputies,
  dayFromToday,
  deputiesOf,
  end,
  moveDays,
  addDeputy,
  type AppointmentInput,
} from '../support/api/deputies-api.js';
import { withLock } from '../support/database/blocking-lock.js';
import { codesOf } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { until } from '../support/run/until.js';

const COORDINATOR = 'demo-coordinator';
const APPROVER = 'demo-approver-dorset';

let service: TestService;
let later: (days: number) => string;
let WEEKEND: AppointmentInput;

beforeAll(async () => {
  service = await startTestService();
  // From tomorrow on, so that none is over if midnight passes during the run.
  const days = await Promise.all(Array.from({ length: 50 }, (_, day) => dayFromToday(service.database, day)));
  later = (day) => days[day]!;
  WEEKEND = {
    person: 'demo-approver-wiltshire',
    role: 'FORCE_APPROVER',
    force: 'dorset',
    from: later(1),
    until: later(2),
    reason: ' On leave. ',
  };
});

beforeEach(async () => {
  await clearDeputies(service.database);
});

afterAll(async () => {
  await service.stop();
});

const idOf = (outcome: Awaited<ReturnType<typeof appoint>>): string => {
  if (outcome.deputy === undefined) throw new Error(`Nobody was appointed: ${JSON.stringify(outcome)}`);
  return outcome.deputy.id;
};

describe('the list of people to appoint', () => {
  const CANDIDATES = `query ($force: ID, $first: Int, $after: ID) {
    deputyCandidates(force: $force, first: $first, after: $after) { person { id name } role force } }`;
  interface Candidate {
    readonly person: { readonly id: string };
    readonly role: string;
    readonly force: string | null;
  }
  const candidates = async (token: string, variables: object = {}): Promise<readonly Candidate[]> => {
    const { data } = await service.ask<{ deputyCandidates: readonly Candidate[] }>(token, CANDIDATES, variables);
    return data.deputyCandidates;
  };
  const idsOf = (found: readonly Candidate[]): string[] => found.map(({ person }) => person.id);

  it('gives an approver the people of their own force, except themselves', async () => {
    const analyst = { person: { id: 'demo-analyst-dorset', name: 'Dorset analyst' }, role: 'FORCE_ANALYST' };
    expect(await candidates(APPROVER)).toEqual([{ ...analyst, force: 'dorset' }]);
    expect(await candidates(APPROVER, { force: 'dorset' })).toEqual([{ ...analyst, force: 'dorset' }]);
    const { errors } = await service.ask(APPROVER, CANDIDATES, { force: 'wiltshire' });
    const message =
      'You may appoint deputies or end appointments only for roles of dorset, not for wiltshire. Ask the coordinator.';
    expect(errors).toMatchObject([{ message, extensions: { code: 'FORBIDDEN' } }]);
    for (const after of ['nobody', 'demo-analyst-wiltshire', APPROVER, 'demo-pcc-dorset']) {
      const beyond = await service.ask(APPROVER, CANDIDATES, { after });
      expect(beyond.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    }
  });

  it('gives the coordinator everybody who moves returns on, page by page, except themselves', async () => {
    const all = await candidates(COORDINATOR);
    const others = ['analyst', 'approver'].flatMap((role) => [`demo-${role}-dorset`, `demo-${role}-wiltshire`]);
    expect(idsOf(all)).toEqual(expect.arrayContaining(others));
    expect(idsOf(all).join()).not.toMatch(/coordinator|pcc|press|admin/);
    const [first, second] = [await candidates(COORDINATOR, { first: 3 }), all.slice(3, 6)];
    expect(first).toEqual(all.slice(0, 3));
    expect(await candidates(COORDINATOR, { first: 3, after: first[2]!.person.id })).toEqual(second);
    expect(await candidates(COORDINATOR, { force: 'dorset' })).toEqual(all.filter(({ force }) => force === 'dorset'));
  });

  it('has people whose appointment is stored with a warning if the reason looks like personal data', async () => {
    const APPOINT = `mutation ($input: AppointDeputyInput!) { appointDeputy(input: $input) {
      ... on DeputyChanged { warnings { code severity message } } } }`;
    const input = { ...WEEKEND, reason: 'Call 07700 900123.' };
    const { data } = await service.ask<{ appointDeputy: object }>(COORDINATOR, APPOINT, { input });
    const message = expect.stringMatching(
      /^The reason contains what looks like a phone number\. .* protection officer/,
    );
    expect(data.appointDeputy).toEqual({ warnings: [{ code: 'PERSONAL_DATA', severity: 'WARNING', message }] });
  });

  it('has only people who can be appointed', async () => {
    for (const { person } of await candidates(COORDINATOR, { force: 'wiltshire' })) {
      idOf(await appoint(service, COORDINATOR, { ...WEEKEND, person: person.id }));
    }
  });
});

describe('an appointment', () => {
  it('has its appointer, is recorded without any name or reason, and can be ended', async () => {
    const appointed = await appoint(service, COORDINATOR, WEEKEND);
    const id = idOf(appointed);
    expect(appointed.deputy).toEqual({
      id,
      person: { id: 'demo-approver-wiltshire', name: 'Wiltshire approver' },
      role: 'FORCE_APPROVER',
      force: 'dorset',
      from: later(1),
      until: later(2),
      reason: 'On leave.',
      status: 'COMING',
      appointedBy: { id: COORDINATOR },
      endedBy: null,
    });
    const ended = await end(service, APPROVER, id);
    expect(ended.deputy).toEqual({ ...appointed.deputy, status: 'PAST', endedBy: { id: APPROVER } });
    expect(codesOf((await end(service, COORDINATOR, id)).problems ?? [])).toEqual(['DEPUTY_OVER']);
    const details = {
      deputy: id,
      person: 'demo-approver-wiltshire',
      role: 'FORCE_APPROVER',
      from: later(1),
      until: later(2),
    };
    const recorded = (await entriesOf(service.database)).slice(-2);
    expect(recorded.map(({ action, actor, force, details: entry }) => [action, actor, force, entry])).toEqual([
      ['DEPUTY_APPOINTED', COORDINATOR, 'dorset', details],
      ['DEPUTY_ENDED', APPROVER, 'dorset', details],
    ]);
    // The days are free again.
    idOf(await appoint(service, COORDINATOR, WEEKEND));
  });

  it.each<[string, Partial<AppointmentInput>]>([
    ["another force's role", { force: 'wiltshire' }],
    ["the region's role", { role: 'REGIONAL_COORDINATOR', force: null }],
  ])("as %s cannot be made by a force's approver", async (_, other) => {
    const input = { ...WEEKEND, person: 'demo-analyst-dorset', ...other };
    expect(await appoint(service, APPROVER, input)).toEqual({ error: 'FORBIDDEN' });
  });

  it('can be made by an approver for people of the own force, as its analyst and as its approver', async () => {
    const people = [
      ['demo-analyst-dorset', 'FORCE_APPROVER'],
      ['demo-analyst-dorset', 'FORCE_ANALYST'],
      ['demo-analyst-wiltshire', 'FORCE_ANALYST'],
      ['demo-coordinator', 'FORCE_ANALYST'],
      ['nobody', 'FORCE_ANALYST'],
    ] as const;
    const found = [];
    for (const [person, role] of people) {
      const { deputy, problems = [] } = await appoint(service, APPROVER, { ...WEEKEND, person, role });
      found.push(deputy?.person.id ?? codesOf(problems));
    }
    expect(found).toEqual([
      'demo-analyst-dorset',
      ['ROLE_HELD'],
      ['PERSON_NOT_KNOWN'],
      ['PERSON_NOT_KNOWN'],
      ['PERSON_NOT_KNOWN'],
    ]);
  });

  it('reports an unknown force before anything else', async () => {
    for (const token of [COORDINATOR, APPROVER, 'demo-press']) {
      expect(await appoint(service, token, { ...WEEKEND, force: 'kent' })).toEqual({ error: 'NOT_FOUND' });
    }
    expect(await deputiesOf(service, COORDINATOR, { force: 'kent' })).toBe('NOT_FOUND');
  });

  it.each(['demo-analyst-dorset', 'demo-pcc-dorset', 'demo-press', 'demo-admin'])(
    'cannot be made or ended by %s, or by a deputy of somebody who could',
    async (token) => {
      const id = idOf(await appoint(service, COORDINATOR, WEEKEND));
      expect(await appoint(service, token, { ...WEEKEND, from: later(5), until: later(5) })).toEqual({
        error: 'FORBIDDEN',
      });
      await addDeputy(service.database, { person: token, role: 'FORCE_APPROVER', force: 'dorset' });
      await addDeputy(service.database, { person: token, role: 'REGIONAL_COORDINATOR' });
      expect(await appoint(service, token, { ...WEEKEND, from: later(5), until: later(5) })).toEqual({
        error: 'FORBIDDEN',
      });
      expect(await end(service, token, id)).toEqual({ error: 'FORBIDDEN' });
    },
  );

  it('is made once if it is sent twice at the same time', async () => {
    const { database } = service;
    const ANALYST = { ...WEEKEND, person: 'demo-analyst-dorset' };
    const waiting = `SELECT count(DISTINCT pid)::int AS others FROM pg_locks
      WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
    // Both have read, or wait for the other, before either may store anything.
    const both = await withLock(database.ownerUrl, 'LOCK TABLE deputies IN SHARE MODE', async () => {
      const sent = [COORDINATOR, APPROVER].map((token) => appoint(service, token, ANALYST));
      await until('two appointments wait', 10_000, async () => {
        const [found] = await database.asOwner<{ others: number }>(waiting);
        return found?.others === 2;
      });
      return sent;
    });
    const outcomes = await Promise.all(both);
    expect(outcomes.filter(({ deputy }) => deputy !== undefined)).toHaveLength(1);
    expect(outcomes.flatMap(({ problems = [] }) => codesOf(problems))).toEqual(['DEPUTY_OVERLAP']);
  });
});

describe('a problem of an appointment', () => {
  const CASES: readonly [string, () => Partial<AppointmentInput>, RegExp][] = [
    ['PERSON_NOT_KNOWN', () => ({ person: 'nobody' }), /No person has the id 'nobody'/],
    [
      'PERSON_NOT_SUITABLE',
      () => ({ person: 'demo-pcc-dorset' }),
      /demo-pcc-dorset has the role PCC_OFFICE, which cannot act/,
    ],
    ['OWN_APPOINTMENT', () => ({ person: COORDINATOR }), /cannot appoint yourself/],
    ['ROLE_HELD', () => ({ person: APPROVER }), /is already FORCE_APPROVER of dorset/],
    ['FORCE_NOT_FITTING', () => ({ force: null }), /belongs to a force, but no force was given/],
    ['FORCE_NOT_FITTING', () => ({ role: 'REGIONAL_COORDINATOR' }), /does not belong to a force, but dorset was given/],
    ['DAYS_REVERSED', () => ({ from: later(3), until: later(2) }), /Give a first day on or before the last day/],
    ['DAYS_TOO_MANY', () => ({ from: later(12), until: later(43) }), /is 32 days; an appointment covers 31 at most/],
    ['DAYS_PAST', () => ({ from: '2026-01-01', until: '2026-01-02' }), /2026-01-01, is in the past: today is 2/],
    [
      'DEPUTY_OVERLAP',
      () => ({ from: later(11), until: later(12) }),
      /already a deputy for FORCE_APPROVER of dorset from/,
    ],
    ['REASON_REQUIRED', () => ({ reason: ' ' }), /No reason was given/],
  ];

  it('has a case here', () => {
    const codes = [...CASES.map(([code]) => code), 'DEPUTY_OVER'];
    expect(Object.keys(DEPUTY_PROBLEMS).filter((code) => !codes.includes(code))).toEqual([]);
  });

  it.each(CASES)('is reported as %s, and nothing is stored', async (code, changed, message) => {
    idOf(await appoint(service, COORDINATOR, { ...WEEKEND, from: later(10), until: later(11) }));
    const before = await contentsOf(service.database);
    const { problems } = await appoint(service, COORDINATOR, { ...WEEKEND, ...changed() });
    expect(problems).toEqual([
      { code, severity: 'BLOCK', measure: null, breakdown: null, message: expect.stringMatching(message) },
    ]);
    expect(await contentsOf(service.database)).toEqual(before);
  });

  it.each(['demo-press', 'demo-admin'])('prevents %s from ever being a deputy', async (person) => {
    const { problems = [] } = await appoint(service, COORDINATOR, { ...WEEKEND, person });
    expect(codesOf(problems)).toEqual(['PERSON_NOT_SUITABLE']);
  });

  it('is reported together with all others', async () => {
    const wrong = { person: 'nobody', force: null, from: '2026-02-02', until: '2026-01-01', reason: '' };
    const { problems = [] } = await appoint(service, COORDINATOR, { ...WEEKEND, ...wrong });
    expect(codesOf(problems)).toEqual([
      'PERSON_NOT_KNOWN',
      'FORCE_NOT_FITTING',
      'DAYS_REVERSED',
      'DAYS_PAST',
      'REASON_REQUIRED',
    ]);
  });
});

describe('ending an appointment', () => {
  it('is not allowed to people who may not see it, and is impossible once its days are over', async () => {
    const id = idOf(await appoint(service, COORDINATOR, WEEKEND));
    expect(await end(service, 'demo-approver-btp', id)).toEqual({ error: 'NOT_FOUND' });
    expect(await end(service, COORDINATOR, 'x')).toEqual({ error: 'NOT_FOUND' });
    // The deputy can see it, but it belongs to Dorset.
    expect(await end(service, 'demo-approver-wiltshire', id)).toEqual({ error: 'FORBIDDEN' });
    await moveDays(service.database, id, '2001-01-01', '2001-01-02');
    expect((await end(service, COORDINATOR, id)).problems).toMatchObject([{ code: 'DEPUTY_OVER' }]);
  });
});

describe('the list of deputies', () => {
  const shown = async (token: string, page: object = {}): Promise<unknown> => {
    const found = await deputiesOf(service, token, page);
    return typeof found === 'string' ? found : found.map(({ id, status }) => [id, status]);
  };

  it('shows the appointments that a person may see, by page, force and status', async () => {
    const dorset = { role: 'FORCE_APPROVER', force: 'dorset' };
    const { database } = service;
    const past = await addDeputy(database, { ...dorset, person: 'demo-approver-wiltshire' }, [-9, -8]);
    const running = await addDeputy(database, { ...dorset, person: 'demo-analyst-dorset' });
    const coming = await addDeputy(database, { person: 'demo-analyst-btp', role: 'REGIONAL_COORDINATOR' }, [8, 9]);
    const everything = [
      [coming, 'COMING'],
      [running, 'RUNNING'],
      [past, 'PAST'],
    ];
    expect(await shown(COORDINATOR)).toEqual(everything);
    expect(await shown(COORDINATOR, { newestFirst: false })).toEqual(everything.toReversed());
    expect(await shown(COORDINATOR, { first: 1, after: coming })).toEqual([everything[1]]);
    expect(await shown(COORDINATOR, { status: 'PAST' })).toEqual([everything[2]]);
    expect(await shown(COORDINATOR, { force: 'dorset' })).toEqual(everything.slice(1));
    expect(await shown(APPROVER)).toEqual(everything.slice(1));
    expect(await shown('demo-approver-wiltshire')).toEqual([everything[2]]);
    expect(await shown('demo-analyst-btp')).toEqual([everything[0]]);
    expect(await shown('demo-analyst-wiltshire')).toEqual([]);
    // A deputy for Dorset's approver sees the approver's list.
    expect(await shown('demo-analyst-dorset')).toEqual([everything[1]]);
    expect(await shown(COORDINATOR, { after: '999' })).toBe('BAD_USER_INPUT');
    expect(await shown('demo-press')).toBe('FORBIDDEN');
  });
});
