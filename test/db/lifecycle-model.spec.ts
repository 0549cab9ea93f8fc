import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DocumentNode } from 'graphql';
import { recordContents, unrecorded } from '../support/database/recorded-contents.js';
import { shortOrFull } from '../support/run/full-run.js';
import {
  ACCEPTED_TOTAL,
  DOCUMENTS,
  GLANCE,
  GLANCE_AND_TOTALS,
  HISTORY,
  type Kind,
} from '../support/lifecycle/documents.js';
import { ReturnModel, stateIn } from '../support/lifecycle/model.js';
import { planOf } from '../support/lifecycle/moves.js';
import type { Done, Move, Plan } from '../support/lifecycle/plan.js';
import { addOpenPhases, addSecondPeople, FORCE, PEOPLE } from '../support/lifecycle/people.js';
import { summaryOf, historyOf, readsReturns, STORED, storedOf, totalOf } from '../support/lifecycle/views.js';
import { startInProcess, type ServiceInProcess } from '../support/service/service-in-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database/test-database.js';

/*
 * Random people take random steps on one return after another. A model that shares no code with the service predicts
 * every outcome: the answer, the state of every version, who may do what next, and what the region's totals count.
 */
const SEEDS = [20_221_107, 20_230_306, 20_240_122, 20_250_310];
const RUNS_EACH = shortOrFull(5, 150);
const MOST_STEPS = 16;

/** What a full run must reach by more than chance: each step taken, and each reason for a rejection. */
const LEAST_SEEN = shortOrFull(0, 5);
const STEP_REFUSALS = ['VERSION_CONFLICT', 'REASON_REQUIRED', 'NOT_POSSIBLE_NOW'];
const EXPECTED_REFUSALS: Readonly<Record<Kind, readonly string[]>> = {
  SAVE: ['VERSION_CONFLICT'],
  DISCARD: ['VERSION_CONFLICT'],
  SUBMIT: ['VERSION_CONFLICT', 'REASON_REQUIRED'],
  SIGN_OFF: [...STEP_REFUSALS, 'ACKNOWLEDGEMENT_NOT_EXPECTED'],
  QUERY: STEP_REFUSALS,
  ANSWER: ['REASON_REQUIRED', 'NOT_POSSIBLE_NOW', 'NOT_FOUND'],
  TAKE_BACK: ['NOT_POSSIBLE_NOW', 'NOT_FOUND'],
  ACCEPT: [...STEP_REFUSALS, 'SAME_PERSON'],
  UNDO_ACCEPTANCE: STEP_REFUSALS,
  WITHDRAW: STEP_REFUSALS,
};
const EXPECTED_OUTCOMES = [
  ...Object.entries(EXPECTED_REFUSALS).flatMap(([kind, codes]) =>
    ['DONE', 'FORBIDDEN', ...codes].map((code) => `${kind} ${code}`),
  ),
  'WITHDRAW QUESTIONS OPEN AGAIN',
  'WITHDRAW SEVERAL AT ONCE',
  'SUBMIT AGAIN',
  'SUBMIT IDEMPOTENCY_KEY_REUSED',
  'SUBMIT NOT_ON_BEHALF',
];

let database: TestDatabase;
let service: ServiceInProcess;
let documents: ReadonlyMap<string, DocumentNode>;
let phases = 0;
let serial = 0;
/** How often each outcome of each step occurred, because an outcome that never occurred is not tested. */
const seen = new Map<string, number>();

beforeAll(async () => {
  database = await createTestDatabase();
  await addSecondPeople(database);
  await addOpenPhases(database, 'life', SEEDS.length * RUNS_EACH);
  await recordContents(database);
  service = await startInProcess(database);
  const sources = [...Object.values(DOCUMENTS), GLANCE, GLANCE_AND_TOTALS, HISTORY, ACCEPTED_TOTAL];
  documents = new Map(sources.map((source) => [source, service.prepare(source)]));
});

afterAll(async () => {
  await service.stop();
  await database.drop();
});

interface Problem {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

async function ask<Data extends object>(token: string, source: string, variables: object) {
  const document = documents.get(source);
  if (document === undefined) throw new Error('A document was not made ready.');
  return service.ask<Data>(token, document, variables);
}

function count(kind: Kind, outcome: string): void {
  seen.set(`${kind} ${outcome}`, (seen.get(`${kind} ${outcome}`) ?? 0) + 1);
}

/** Takes a step, checks its outcome against the model, and updates the model. */
async function takeStep({ kind, who, variables, expected }: Plan): Promise<void> {
  const { data, error } = await ask<{ done: Done & { problems?: readonly Problem[] } }>(
    ...([who.id, DOCUMENTS[kind], variables] as const),
  );
  if ('error' in expected) {
    expect({ kind, code: error?.code, data }).toEqual({ kind, code: expected.error, data: null });
    count(kind, expected.error);
    return;
  }
  expect(error).toBeNull();
  const blocking = (data?.done.problems ?? []).filter(({ severity }) => severity === 'BLOCK');
  const codes = 'problems' in expected ? expected.problems : [];
  expect({ kind, codes: blocking.map(({ code }) => code).sort() }).toEqual({ kind, codes: [...codes].sort() });
  for (const code of codes) count(kind, code);
  if (!('change' in expected) || data === null) return;
  const version = expected.change(data.done);
  count(kind, expected.isAgain === true ? 'AGAIN' : 'DONE');
  if (version === null) return;
  const { return: answered } = data.done;
  const current = { version: version.number, status: stateIn(version) };
  expect({ version: answered?.version, status: answered?.status }).toEqual(
    expected.isAgain === true ? { ...current, status: 'SUBMITTED' } : current,
  );
}

/** Checks the answers to the coordinator and one other person, and the stored rows, against the model. */
async function expectState(phase: string, model: ReturnModel, nth: number): Promise<void> {
  const key = { phase, force: FORCE };
  const coordinator = PEOPLE.find(({ role }) => role === 'COORDINATOR') ?? PEOPLE[0]!;
  const other = PEOPLE[nth % PEOPLE.length] ?? coordinator;
  const [known, theirs, [row]] = await Promise.all([
    ask(coordinator.id, GLANCE_AND_TOTALS, key),
    ask(other.id, GLANCE, key),
    database.asOwner<{ stored: object }>(STORED, [phase]),
  ]);
  const totals = { provisional: totalOf(model, 'PROVISIONAL'), accepted: totalOf(model, 'ACCEPTED') };
  expect(known.data).toEqual({ return: summaryOf(model, coordinator), ...totals });
  expect(row?.stored).toEqual(storedOf(model));
  if (readsReturns(other)) expect(theirs.data).toEqual({ return: summaryOf(model, other) });
  else expect(theirs.error?.code).toBe('FORBIDDEN');
}

/** Checks the whole history against the model, for a third of all readers after each run, in turn. */
async function expectHistory(phase: string, model: ReturnModel): Promise<void> {
  for (const reader of PEOPLE.filter(readsReturns).filter((_, place) => place % 3 === phases % 3)) {
    const { data } = await ask(reader.id, HISTORY, { phase, force: FORCE });
    expect(data).toEqual({ return: historyOf(model, reader) });
    if (reader.role === 'COORDINATOR') continue;
    const total = await ask(reader.id, ACCEPTED_TOTAL, { phase });
    expect(total.data).toEqual({ accepted: totalOf(model, 'ACCEPTED') });
  }
}

/** How often a version of the return was withdrawn, or had its questions opened again by that. */
const often = ({ versions }: ReturnModel, step: 'WITHDRAW' | 'REINSTATE'): number =>
  versions.flatMap(({ past }) => past).filter((one) => one.step === step).length;

class Step implements fc.AsyncCommand<ReturnModel, { readonly phase: string }> {
  constructor(private readonly move: Move) {}

  check(): boolean {
    return true;
  }

  async run(model: ReturnModel, { phase }: { readonly phase: string }): Promise<void> {
    serial += 1;
    const [withdrawn, opened] = [often(model, 'WITHDRAW'), often(model, 'REINSTATE')];
    await takeStep(planOf(this.move, model, { phase, serial }));
    if (often(model, 'WITHDRAW') > withdrawn + 1) count('WITHDRAW', 'SEVERAL AT ONCE');
    if (often(model, 'REINSTATE') > opened) count('WITHDRAW', 'QUESTIONS OPEN AGAIN');
    await expectState(phase, model, this.move.who);
  }

  toString(): string {
    return JSON.stringify(this.move);
  }
}

const drawn = {
  kind: fc.constantFrom(...(Object.keys(DOCUMENTS) as Kind[])),
  who: fc.nat(PEOPLE.length - 1),
  nth: fc.nat(5_000),
  again: fc.boolean(),
  isOutside: fc.boolean(),
  isWhole: fc.boolean(),
};
/** A step that is allowed, sent correctly. */
const fitting = fc.record<Move>({
  ...drawn,
  isChosen: fc.constant(true),
  isSame: fc.constant(false),
  aim: fc.constantFrom('RIGHT', 'RIGHT', 'LEFT_OUT'),
  text: fc.constant('SOMETHING'),
  key: fc.option(fc.constantFrom('A', 'B'), { freq: 2 }),
  isReceived: fc.constant(false),
});
/** Any step by anybody. */
const any = fc.record<Move>({
  ...drawn,
  isChosen: fc.boolean(),
  isSame: fc.boolean(),
  aim: fc.constantFrom('RIGHT', 'RIGHT', 'OLD', 'NEXT', 'LEFT_OUT'),
  text: fc.constantFrom('SOMETHING', 'BLANK', 'NOTHING', 'MORE'),
  isReceived: fc.boolean(),
  key: fc.option(fc.constantFrom('A', 'B'), { freq: 2 }),
});
const steps = fc.oneof({ weight: 3, arbitrary: fitting }, { weight: 2, arbitrary: any }).map((move) => new Step(move));

it('behaves as the model predicts, whoever tries whatever step', async () => {
  const property = fc.asyncProperty(
    fc.commands([steps], { maxCommands: MOST_STEPS, size: 'max' }),
    async (commands) => {
      phases += 1;
      const phase = `life-${phases}`;
      const model = new ReturnModel();
      await fc.asyncModelRun(() => ({ model, real: { phase } }), commands);
      await expectHistory(phase, model);
    },
  );
  // In parallel, because each waits for the database most of the time. A failure is reported with its seed and path, and not shrunk.
  const options = { numRuns: RUNS_EACH, endOnFailure: true };
  await Promise.all(SEEDS.map((seed) => fc.assert(property, { ...options, seed })));
  expect(phases).toBe(SEEDS.length * RUNS_EACH);
  const rare = EXPECTED_OUTCOMES.filter((outcome) => (seen.get(outcome) ?? 0) < LEAST_SEEN);
  expect(rare).toEqual([]);
  expect(await unrecorded(database)).toEqual([]);
}, 1_200_000);
