import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shortOrFull } from '../support/run/full-run.js';
import { signOff, currentReturn, mustTakeStep, takeStep, type CurrentReturn } from '../support/api/return-steps.js';
import { submit, type FigureInput } from '../support/api/returns-api.js';
import { startTestService, type TestService } from '../support/service/test-service.js';
import { startVerification } from '../support/database/verification.js';

/*
 * What was told on Friday can be told again: while random people take random steps, the totals are recorded, during each
 * step and after it; asked for as of any instant that was told, or in between, they are the very same answers.
 */
const SEED = 20_261_122;
const CHANGES = shortOrFull(60, 200);
/** One in this many of the recorded answers is requested again. */
const ONE_IN = shortOrFull(4, 1);
const some = <Item>(items: Iterable<Item>): Item[] => [...items].filter((_, place) => place % ONE_IN === 0);
const PHASE = 'as-of';
const FORCES = ['avon-and-somerset', 'btp', 'dorset', 'wiltshire'];
const ASKED = ['arrests', 'drugs-weight', 'cash-seized'];

const AMOUNT = 'value qualifier lower upper';
const COVERAGE = 'coverage { expected reported complete missing { code } notHeard { code } }';
const TOTALS = `query ($basis: Basis, $asOf: DateTime) { regionalTotals(phase: "${PHASE}", basis: $basis, asOf: $asOf) {
  basis asOf restsOn { force { code } version submittedAt status withoutSignOff } ${COVERAGE}
  totals { measure { code } ${AMOUNT} ${COVERAGE} withoutSignOff { code }
    byForce { force { code } state ${AMOUNT} withoutSignOff } byBreakdown { code ${AMOUNT} withoutSignOff { code } }
    byClass { drugClass ${AMOUNT} } byGroup { group ${AMOUNT} } } } }`;

interface Totals {
  readonly regionalTotals: { readonly asOf: string; readonly basis: string } | null;
}

/** Who reads totals on which basis; of the last two neither sees the rows of others that were never accepted. */
const READERS = [
  { token: 'demo-coordinator', basis: 'PROVISIONAL' },
  { token: 'demo-coordinator', basis: 'ACCEPTED' },
  { token: 'demo-pcc-dorset', basis: 'ACCEPTED' },
  { token: 'demo-analyst-btp', basis: 'ACCEPTED' },
] as const;
type Reader = (typeof READERS)[number];

let service: TestService;
/** The same, that keeps no answer. */
let forgetful: TestService;
/** What was told to whom, by the instant that was told with it. */
const recorded = new Map<Reader, Map<string, string>>(READERS.map((reader) => [reader, new Map()]));
/** What was told to each after each change, by the instant of the change, whether that was for them to know or not. */
const afterwards = new Map<string, ReadonlyMap<Reader, string>>();
const taken = new Map<string, number>();
let changes = 0;

beforeAll(async () => {
  service = await startTestService();
  forgetful = await startTestService({ ANSWER_CACHE_BYTES: '0' }, service.database);
  const { asOwner } = service.database;
  await asOwner(
    `INSERT INTO phases (code, operation, name, starts_on, ends_on, dates_known_to, status, kept_open, kept_open_reason)
     VALUES ($1, 'scorpion', $1, '2026-01-05', '2026-01-11', 'DAY', 'OPEN', true, 'A test.')`,
    [PHASE],
  );
  await asOwner(`INSERT INTO participations SELECT $1, f, 'TAKING_PART' FROM unnest($2::text[]) f`, [PHASE, FORCES]);
  await asOwner(`INSERT INTO phase_asks SELECT $1, m, 'CORE' FROM unnest($2::text[]) m`, [PHASE, ASKED]);
  await live(fc.sample(fc.infiniteStream(fc.nat(9_999)), { seed: SEED, numRuns: 1 })[0]!);
}, 300_000);

afterAll(async () => {
  await forgetful.stop();
  await service.stop();
});

/** Takes steps until there are enough of them, and records the totals during each and after it. */
async function live(chances: Iterator<number>): Promise<void> {
  const chance = (): number => chances.next().value as number;
  const pick = <Item>(items: readonly Item[]): Item => items[chance() % items.length]!;
  for (let tried = 0; changes < CHANGES; tried += 1) {
    const change = chance() % 5 === 0 ? changePhase(pick) : changeReturn(pick(FORCES), pick);
    const [name] = await Promise.all([change, record(READERS[tried % READERS.length]!)]);
    if (name === null) continue;
    taken.set(name, (taken.get(name) ?? 0) + 1);
    changes += 1;
    const told = new Map<Reader, string>();
    for (const reader of READERS) told.set(reader, await record(reader));
    const [phase] = await service.database.asOwner<{ at: Date }>(
      'SELECT data_changed_at AS at FROM phases WHERE code = $1',
      [PHASE],
    );
    afterwards.set(phase!.at.toISOString(), told);
  }
}

type Pick = <Item>(items: readonly Item[]) => Item;

/** Changes who takes part or what is asked for; null: as it is already. */
async function changePhase(pick: Pick): Promise<string | null> {
  const who = {
    phase: PHASE,
    force: pick(FORCES),
    participation: pick(['TAKING_PART', 'NOT_TAKING_PART', 'NOT_KNOWN']),
  };
  const what = { phase: PHASE, measure: pick([...ASKED, 'charges']), ask: pick(['CORE', 'ASKED', 'VOLUNTARY']) };
  const isWho = pick([true, false]);
  const [name, given] = isWho
    ? [
        'setParticipation',
        `phase: "${PHASE}", force: "${who.force}", participation: ${who.participation}, reason: "So."`,
      ]
    : ['setAsk', `phase: "${PHASE}", measure: "${what.measure}", ask: ${what.ask}`];
  const before = await stampNow();
  const { data, errors } = await service.ask<{ readonly step: { readonly __typename: string } | null } | null>(
    'demo-coordinator',
    `mutation { step: ${name}(${given}) { __typename } }`,
  );
  expect(errors).toEqual([]);
  return data?.step?.__typename === 'PhaseChanged' && (await stampNow()) !== before ? name : null;
}

async function stampNow(): Promise<string | undefined> {
  const [row] = await service.database.asOwner<{ changes: string }>(
    `SELECT concat_ws(' ', (SELECT count(*) FROM participation_changes), (SELECT count(*) FROM phase_ask_changes)) AS changes`,
  );
  return row?.changes;
}

/** What may be done with a return that stands so; more often what moves it on. */
const STEPS: Readonly<Record<string, readonly string[]>> = {
  NOT_STARTED: ['submit'],
  WITHDRAWN: ['submit'],
  SUBMITTED: ['submit', 'signOff', 'signOff', 'signOff', 'acceptUnsigned', 'query', 'withdraw'],
  SIGNED_OFF: ['submit', 'accept', 'accept', 'accept', 'query', 'withdraw'],
  QUERIED: ['submit', 'answer', 'answer', 'takeBack', 'query', 'withdraw'],
  ACCEPTED: ['submit', 'submit', 'undo', 'undo', 'query'],
};

/** Takes one step with a return; null: it could not be taken. */
async function changeReturn(force: string, pick: Pick): Promise<string | null> {
  const standing = await currentReturn(service, { phase: PHASE, force });
  const name = pick(STEPS[standing.status] ?? []);
  if (name === 'submit') {
    const input = { phase: PHASE, force, figures: someFigures(pick), reason: 'Counted anew.' };
    const { data } = await submit(service, input);
    return data?.submitReturn?.return === undefined ? null : name;
  }
  if (name === 'signOff') {
    await signOff(service, { phase: PHASE, force, version: standing.version });
    return name;
  }
  const [token, mutation, given] = stepOf(name, force, standing);
  const { problems } = await takeStep(service, token, mutation, given);
  return problems === undefined ? name : null;
}

function stepOf(name: string, force: string, { version, queries }: CurrentReturn): [string, string, object] {
  const key = { phase: PHASE, force, version };
  const open = queries.find(({ ending }) => ending === null)?.id ?? '1';
  const steps: Readonly<Record<string, [string, string, object]>> = {
    accept: ['demo-coordinator', 'acceptReturn', key],
    acceptUnsigned: ['demo-coordinator', 'acceptReturn', { ...key, withoutSignOff: 'The approver is away.' }],
    undo: ['demo-coordinator', 'undoAcceptance', { ...key, reason: 'Too soon.' }],
    query: ['demo-coordinator', 'queryReturn', { ...key, question: `Is it so? (${queries.length})` }],
    answer: [`demo-analyst-${force}`, 'answerQuery', { id: open, answer: 'It is.' }],
    takeBack: ['demo-coordinator', 'takeBackQuery', { id: open }],
    withdraw: [`demo-analyst-${force}`, 'withdrawReturn', { ...key, reason: 'The wrong phase.' }],
  };
  return steps[name]!;
}

function someFigures(pick: Pick): FigureInput[] {
  const value = (): number => pick([1, 2, 3, 5, 8, 13, 40]);
  const all: FigureInput[] = [
    { measure: 'arrests', value: value(), qualifier: pick(['EXACT', 'AT_LEAST', 'AT_MOST', 'APPROXIMATE']) },
    { measure: 'drugs-weight', breakdown: 'cocaine', value: value() },
    { measure: 'drugs-weight', breakdown: 'cannabis', value: value() },
    { measure: 'weapons-seized', value: value() },
  ];
  return all.filter((_, place) => place === 0 || pick([true, false]));
}

/** A whole answer, as text. */
async function totalsAt(asked: TestService, { token, basis }: Reader, asOf: string | null = null): Promise<string> {
  const { data, errors } = await asked.ask<Totals>(token, TOTALS, { basis, asOf });
  expect(errors).toEqual([]);
  return JSON.stringify(data);
}

async function record(reader: Reader): Promise<string> {
  const answer = await totalsAt(service, reader);
  const { asOf } = (JSON.parse(answer) as { regionalTotals: { asOf: string } }).regionalTotals;
  const earlier = recorded.get(reader)?.get(asOf);
  if (earlier !== undefined) expect(answer).toBe(earlier);
  recorded.get(reader)?.set(asOf, answer);
  return answer;
}

const of = ({ token, basis }: Reader): string => `${token}, ${basis}`;
const EACH = READERS.map((reader) => [of(reader), reader] as const);

describe('totals as of an instant', () => {
  it('were recorded while every kind of change was made', () => {
    const kinds = ['submit', 'signOff', 'accept', 'acceptUnsigned', 'undo', 'query', 'answer', 'takeBack', 'withdraw'];
    expect([...taken.keys()].sort()).toEqual([...kinds, 'setAsk', 'setParticipation'].sort());
    expect(afterwards.size).toBe(CHANGES);
    for (const reader of READERS) {
      const answers = [...recorded.get(reader)!];
      // Accepted ones tell of no instant at which nothing of them changed.
      expect(answers.length).toBeGreaterThanOrEqual(reader.basis === 'PROVISIONAL' ? CHANGES : CHANGES / 4);
      // There was something to tell apart, on either basis.
      const different = new Set(answers.map(([asOf, answer]) => answer.replace(asOf, '')));
      expect(different.size).toBeGreaterThan(CHANGES / 8);
    }
  });

  it.each(EACH)('that was told are those that were told then, to %s', async (_, reader) => {
    for (const [asOf, answer] of some(recorded.get(reader)!))
      expect(await totalsAt(forgetful, reader, asOf)).toBe(answer);
  });

  it.each(EACH)('of any change are those that were told after it, to %s', async (_, reader) => {
    for (const [at, told] of some(afterwards)) expect(await totalsAt(forgetful, reader, at)).toBe(told.get(reader));
  });

  it.each(EACH)('between two are those of the earlier one, to %s', async (_, reader) => {
    const changed = await service.database.asOwner<{ at: Date }>(
      'SELECT changed_at AS at FROM phase_changes WHERE phase = $1 ORDER BY changed_at',
      [PHASE],
    );
    const instants = changed.map(({ at }) => at.getTime());
    let between = 0;
    const answers = some(recorded.get(reader)!);
    for (const [asOf, answer] of answers) {
      const begin = Date.parse(asOf);
      const end = instants.find((instant) => instant > begin) ?? begin;
      if (end - begin < 2) continue;
      between += 1;
      const middle = new Date(begin + Math.floor((end - begin) / 2)).toISOString();
      expect(await totalsAt(forgetful, reader, middle)).toBe(answer);
      if (between % 5 === 0) expect(await totalsAt(forgetful, reader, new Date(end - 1).toISOString())).toBe(answer);
    }
    expect(between).toBeGreaterThan(answers.length / 2);
  });

  it('are the same accepted ones to whoever may read them', () => {
    const [, coordinators, ...others] = READERS.map((reader) => recorded.get(reader)!);
    let common = 0;
    for (const other of others) {
      for (const [asOf, answer] of other) {
        if (!coordinators!.has(asOf)) continue;
        common += 1;
        expect(answer).toBe(coordinators!.get(asOf));
      }
    }
    expect(common).toBeGreaterThanOrEqual((2 * CHANGES) / 4);
    for (const told of afterwards.values()) {
      const [, first, ...rest] = READERS.map((reader) => told.get(reader));
      for (const other of rest) expect(other).toBe(first);
    }
  });

  it('are never given to one who asked for others, where answers are kept', async () => {
    const instants = [...recorded.get(READERS[0])!.keys()].filter((_, place) => place % 10 === 0);
    for (const asOf of [...instants, null, ...instants, null]) {
      for (const reader of READERS) {
        expect(await totalsAt(service, reader, asOf)).toBe(await totalsAt(forgetful, reader, asOf));
      }
    }
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(Number(/outcome="hit"\} (\d+)/.exec(metrics)?.[1])).toBeGreaterThan(instants.length * READERS.length);
  });

  it('left nothing for the command that verifies the record to find', async () => {
    const verification = await startVerification(service.database);
    const findings = await verification.findings([PHASE]);
    await verification.stop();
    expect(findings).toEqual([]);
  });
});

describe('an instant', () => {
  const ask = (token: string, variables: object) => service.ask<Totals | null>(token, TOTALS, variables);

  it('that is still to come is refused, and so is another basis than one may read', async () => {
    const ahead = new Date(Date.now() + 60_000).toISOString();
    for (const { token, basis } of READERS) {
      const { errors } = await ask(token, { basis, asOf: ahead });
      expect(errors).toMatchObject([
        { message: expect.stringContaining('asOf'), extensions: { code: 'BAD_USER_INPUT' } },
      ]);
    }
    const { errors } = await ask('demo-pcc-dorset', { basis: 'PROVISIONAL', asOf: '2020-01-01T00:00:00Z' });
    expect(errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });

  it.each(['2020-01-01T00:00:00.000Z', '0001-01-01T00:00:00.000Z'])(
    'before anything, %s, has who was to take part, what was to be asked for, and nothing else',
    async (asOf) => {
      const { data, errors } = await ask('demo-coordinator', { asOf });
      expect(errors).toEqual([]);
      expect(data?.regionalTotals).toMatchObject({
        basis: 'PROVISIONAL',
        asOf,
        restsOn: [],
        coverage: { expected: FORCES.length, reported: 0, missing: FORCES.map((code) => ({ code })) },
        totals: ASKED.map(() => ({ value: null, lower: 0, upper: null })),
      });
    },
  );

  it('with a measure that was accepted and taken back later shows it then, and not now', async () => {
    const key = { phase: 'scorpion-7', force: 'dorset', version: 1 };
    const told = async (asOf: string | null): Promise<unknown> => {
      const query = `query ($asOf: DateTime) { regionalTotals(phase: "scorpion-7", measures: ["arrests"], asOf: $asOf) {
        asOf restsOn { version } totals { value } } }`;
      return (await service.ask<{ regionalTotals: object }>('demo-pcc-wiltshire', query, { asOf })).data.regionalTotals;
    };
    await submit(service, { phase: key.phase, force: key.force, figures: [{ measure: 'arrests', value: 7 }] });
    const submitted = await told(null);
    await mustTakeStep(service, 'demo-coordinator', 'acceptReturn', { ...key, withoutSignOff: 'Nobody is there.' });
    const accepted = await told(null);
    await mustTakeStep(service, 'demo-coordinator', 'undoAcceptance', { ...key, reason: 'Too soon.' });
    expect(submitted).toMatchObject({ restsOn: [], totals: [{ value: null }] });
    expect(accepted).toMatchObject({ restsOn: [{ version: 1 }], totals: [{ value: 7 }] });
    expect(await told(null)).toMatchObject({ restsOn: [], totals: [{ value: null }] });
    for (const then of [submitted, accepted]) expect(await told((then as { asOf: string }).asOf)).toEqual(then);
  });
});
