import type { Kind } from './documents.js';
import type { Done, Move, Plan } from './plan.js';
import { ACTIONS, type Action, type ModelQuestion, type ModelVersion, type ReturnModel } from './model.js';
import { FORCE, PEOPLE, type Somebody } from './people.js';

/* Random steps, and the outcome that the model expects of each. */

type Expected = Plan['expected'];
type PlanOf = (move: Move, who: Somebody, model: ReturnModel, at: Place) => Omit<Plan, 'kind' | 'who'>;

/** The phase of the return, and a number that no earlier step had. */
interface Place {
  readonly phase: string;
  readonly serial: number;
}

const WORDS: Readonly<Record<Move['text'], string>> = { SOMETHING: 'Why', MORE: 'Why', BLANK: '', NOTHING: '' };

/** The person of the force whose return the region enters. */
const DESK = 'The duty desk';

const isBlank = (text: string): boolean => text.trim() === '';

/** The plan of a move in the current state. */
export function planOf(move: Move, model: ReturnModel, at: Place): Plan {
  const { kind, who, text } = move.isChosen ? fittingOf(move, model) : { ...move, who: PEOPLE[move.who] };
  if (who === undefined) throw new Error('A move is by nobody.');
  return { kind, who, ...PLANS[kind]({ ...move, text }, who, model, at) };
}

/** A step that the model allows, by a person who may take it; for drafts, unchanged. */
function fittingOf(
  { kind, nth, text, isSame }: Move,
  model: ReturnModel,
): Pick<Plan, 'kind' | 'who'> & Pick<Move, 'text'> {
  const may = (action: Action): Somebody[] => PEOPLE.filter((person) => model.refusal(action, person) === null);
  const same = ACTIONS.flatMap((action) =>
    PEOPLE.filter((person) => model.refusal(action, person) === 'SAME_PERSON').map((person) => ({
      action,
      who: person,
    })),
  )[0];
  if (isSame && same !== undefined) {
    return { kind: kindOf(same.action), who: same.who, text: same.action === 'ACCEPT' ? 'NOTHING' : 'SOMETHING' };
  }
  const isDraft = kind === 'SAVE' || kind === 'DISCARD';
  const deeds = ACTIONS.filter((action) => may(action).length > 0);
  const action = (isDraft ? null : deeds[nth % deeds.length]) ?? 'SUBMIT';
  const people = isDraft ? PEOPLE.filter(({ role, isOwn }) => role === 'ANALYST' && isOwn) : may(action);
  const who = people[Math.floor(nth / deeds.length) % people.length];
  if (who === undefined) throw new Error('Nobody may do what somebody may.');
  return { kind: isDraft ? kind : kindOf(action), who, text: action === 'ACCEPT' ? 'NOTHING' : text };
}

function kindOf(action: Action): Kind {
  if (action === 'CORRECT') return 'SUBMIT';
  return action === 'ACCEPT_WITHOUT_SIGN_OFF' ? 'ACCEPT' : action;
}

function aimed(aim: Move['aim'], right: number): number {
  return { RIGHT: right, OLD: right - 1, NEXT: right + 1, LEFT_OUT: right }[aim];
}

/** The revision of a draft or the version of a return that is expected; null: not checked. */
const checked = (aim: Move['aim'], right: number): number | null =>
  aim === 'LEFT_OUT' ? null : Math.max(0, aimed(aim, right));

const inputOf = (move: Move, { phase, serial }: Place, version: number | null): object => ({
  phase,
  force: FORCE,
  figures: [{ measure: 'arrests', value: serial }],
  expectedVersion: version,
  reason: move.text === 'NOTHING' ? null : WORDS[move.text],
  idempotencyKey: move.key,
  window: move.isOutside ? { from: '2026-01-04', to: '2026-01-06' } : null,
  onBehalf: move.isReceived ? { from: DESK, at: '2026-01-12T09:00:00Z', by: 'PHONE' } : null,
});

const planSave: PlanOf = (move, who, model, at) => {
  const { draft } = model;
  const expectedRevision = checked(move.aim, draft?.revision ?? 0);
  const variables = { expectedRevision, input: inputOf(move, at, null) };
  const revision = model.revision + 1;
  const change = (): null => {
    model.draft = { revision, savedBy: who.id };
    model.revision = revision;
    model.recorded += 1;
    return null;
  };
  return { variables, expected: draftExpected(who, expectedRevision, draft?.revision ?? 0) ?? { change } };
};

const planDiscard: PlanOf = (move, who, model, { phase }) => {
  const { draft } = model;
  const expectedRevision = checked(move.aim, draft?.revision ?? 0);
  const change = (): null => {
    if (model.draft !== null) model.recorded += 1;
    model.draft = null;
    return null;
  };
  const expected = draftExpected(who, expectedRevision, draft?.revision ?? 0) ?? { change };
  return { variables: { phase, force: FORCE, expectedRevision }, expected };
};

/** Why a draft cannot be changed. */
function draftExpected(who: Somebody, expected: number | null, revision: number): Expected | null {
  if (who.role !== 'ANALYST' || !who.isOwn) return { error: 'FORBIDDEN' };
  return expected === null || expected === revision ? null : { problems: ['VERSION_CONFLICT'] };
}

const ENDED = 'QUESTIONS_ENDED';

const planSubmit: PlanOf = (move, who, model, at) => {
  const current = model.current()?.number ?? 0;
  const version = checked(move.aim, current);
  const input = inputOf(move, at, version);
  const key = `${who.id} ${move.key}`;
  const before = move.key === null ? undefined : model.keys.get(key);
  const sent = move.again && before !== undefined ? before.sent : JSON.stringify(input);
  const variables = { input: JSON.parse(sent) as object };
  const maySend = model.refusal('SUBMIT', who) === null || model.refusal('CORRECT', who) === null;
  if (!maySend) return { variables, expected: { error: 'FORBIDDEN' } };
  if (before !== undefined) {
    const done = model.versions[before.version - 1] ?? null;
    const again = { change: () => done, isAgain: true } as const;
    return { variables, expected: before.sent === sent ? again : { problems: ['IDEMPOTENCY_KEY_REUSED'] } };
  }
  const problems = [
    ...(version === null || version === current ? [] : ['VERSION_CONFLICT']),
    ...(model.accepted() !== null && isBlank(WORDS[move.text]) ? ['REASON_REQUIRED'] : []),
    ...(move.isReceived && who.role === 'ANALYST' ? ['NOT_ON_BEHALF'] : []),
  ];
  const change = ({ warnings = [] }: Done): ModelVersion => {
    const isOutside = warnings.some(({ code }) => code === 'WINDOW_OUTSIDE_PHASE');
    if (isOutside !== move.isOutside) throw new Error('Dates outside the phase are warned of, and no others.');
    const ends = model.current()?.questions.some(({ ending }) => ending === null) ?? false;
    const isEnding = warnings.some(({ code }) => code === ENDED);
    if (isEnding !== ends) throw new Error('Open questions that a version ends are warned of.');
    const reason = move.text === 'NOTHING' ? null : WORDS[move.text];
    const added = model.submit({
      submittedBy: who.id,
      arrests: at.serial,
      reason,
      // It is not stored with the version.
      warnings: warnings.filter(({ code }) => code !== ENDED),
      onBehalf: who.role === 'COORDINATOR',
      receivedFrom: move.isReceived ? DESK : null,
    });
    if (move.key !== null) model.keys.set(key, { sent, version: added.number });
    model.recorded += 1;
    return added;
  };
  return { variables, expected: problems.length > 0 ? { problems } : { change } };
};

/**
 * The expected outcome of a step that names a version.
 * @param problems other problems of the step, by code, if it is possible at all
 */
function stepExpected(
  model: ReturnModel,
  { action, who, version }: { action: Action; who: Somebody; version: number },
  problems: (target: ModelVersion) => readonly string[],
  change: (target: ModelVersion, done: Done) => void,
): Expected {
  const refusal = model.refusal(action, who);
  if (refusal === 'FORBIDDEN') return { error: 'FORBIDDEN' };
  const target = model.targetOf(action);
  if (target === null) return { problems: ['NOT_POSSIBLE_NOW'] };
  if (target.number !== version) return { problems: ['VERSION_CONFLICT'] };
  if (refusal !== null) return { problems: [refusal] };
  const wrong = problems(target);
  if (wrong.length > 0) return { problems: wrong };
  return {
    change: (done) => {
      change(target, done);
      model.recorded += 1;
      return target;
    },
  };
}

const named = (move: Move, model: ReturnModel, action: Action, { phase }: Place) => ({
  phase,
  force: FORCE,
  version: Math.max(1, aimed(move.aim, model.targetOf(action)?.number ?? 1)),
});

const needsWords = (move: Move) => (): string[] => (isBlank(WORDS[move.text]) ? ['REASON_REQUIRED'] : []);

const planSignOff: PlanOf = (move, who, model, at) => {
  const key = named(move, model, 'SIGN_OFF', at);
  const warnings = (model.current()?.warnings ?? []).filter(isWarning);
  const given = move.text === 'NOTHING' ? [] : warnings.map((one) => ({ ...subject(one), reason: WORDS[move.text] }));
  const more = move.text === 'MORE' ? [{ code: 'SOFT_ZERO', measure: 'arrests', reason: 'Why' }] : [];
  const problems = (): string[] => [
    ...(isBlank(WORDS[move.text]) ? warnings.map(() => 'REASON_REQUIRED') : []),
    ...(move.text === 'MORE' ? ['ACKNOWLEDGEMENT_NOT_EXPECTED'] : []),
  ];
  const expected = stepExpected(model, { action: 'SIGN_OFF', who, version: key.version }, problems, (version) => {
    version.signedOffBy = who.id;
    model.record(version, 'SIGN_OFF', who.id);
  });
  return { variables: { ...key, acknowledgements: [...given, ...more] }, expected };
};

const isWarning = (one: { readonly severity?: string }): boolean => one.severity === 'WARNING';
const subject = ({ code, measure, breakdown }: ModelVersion['warnings'][number]): object => ({
  code,
  measure,
  breakdown,
});

const planQuery: PlanOf = (move, who, model, at) => {
  const key = named(move, model, 'QUERY', at);
  const question = isBlank(WORDS[move.text]) ? WORDS[move.text] : `Why ${at.serial}?`;
  const about = { action: 'QUERY', who, version: key.version } as const;
  const expected = stepExpected(model, about, needsWords(move), (version, { return: done }) => {
    const { id } = done?.queries.find((one) => one.question === question) ?? { id: '' };
    version.questions.push({
      id,
      question,
      askedBy: who.id,
      askedAs: who.role,
      ending: null,
      past: [],
      answer: null,
      endedBy: null,
    });
    model.record(version, 'QUERY', who.id);
  });
  return { variables: { ...key, question }, expected };
};

/** Ends one of all questions of the return: the `nth` from the last, so usually an open one. */
function planEnding(move: Move, who: Somebody, model: ReturnModel, action: 'ANSWER' | 'TAKE_BACK'): ReturnType<PlanOf> {
  const all = model.versions.flatMap((version) => version.questions.map((question) => ({ version, question })));
  const found = all.at(-1 - (move.nth % Math.max(1, Math.min(all.length, 3))));
  const words = WORDS[move.text];
  const variables = { id: found?.question.id ?? '999999999', ...(action === 'ANSWER' ? { answer: words } : {}) };
  const expectedOf = (version: ModelVersion, question: ModelQuestion): Expected => {
    if (question.ending !== null) return { problems: ['NOT_POSSIBLE_NOW'] };
    const isOther = action === 'TAKE_BACK' && question.askedAs !== who.role;
    if (isOther) return { problems: ['NOT_POSSIBLE_NOW'] };
    const problems = action === 'ANSWER' ? needsWords(move) : () => [];
    return stepExpected(model, { action, who, version: version.number }, problems, () => {
      question.ending = action === 'ANSWER' ? 'ANSWERED' : 'TAKEN_BACK';
      question.past.push(question.ending);
      question.answer = action === 'ANSWER' ? words.trim() : null;
      question.endedBy = who.id;
      model.record(version, action, who.id);
    });
  };
  const roles = action === 'ANSWER' ? ['ANALYST'] : ['APPROVER', 'COORDINATOR'];
  if (!roles.includes(who.role)) return { variables, expected: { error: 'FORBIDDEN' } };
  if (found === undefined || !who.isOwn) return { variables, expected: { error: 'NOT_FOUND' } };
  return { variables, expected: expectedOf(found.version, found.question) };
}

const planAccept: PlanOf = (move, who, model, at) => {
  const key = named(move, model, 'ACCEPT', at);
  const withoutSignOff = move.text === 'NOTHING' ? null : WORDS[move.text];
  const action = withoutSignOff === null ? 'ACCEPT' : 'ACCEPT_WITHOUT_SIGN_OFF';
  const problems = withoutSignOff === null ? () => [] : needsWords(move);
  const expected = stepExpected(model, { action, who, version: key.version }, problems, (version) => {
    version.acceptedBy = who.id;
    version.withoutSignOffReason = withoutSignOff?.trim() ?? null;
    model.record(version, 'ACCEPT', who.id);
  });
  return { variables: { ...key, withoutSignOff }, expected };
};

const planUndo: PlanOf = (move, who, model, at) => {
  const key = named(move, model, 'UNDO_ACCEPTANCE', at);
  const about = { action: 'UNDO_ACCEPTANCE', who, version: key.version } as const;
  const expected = stepExpected(model, about, needsWords(move), (version) => {
    version.acceptedBy = null;
    version.withoutSignOffReason = null;
    model.record(version, 'UNDO_ACCEPTANCE', who.id);
  });
  return { variables: { ...key, reason: WORDS[move.text] }, expected };
};

const planWithdraw: PlanOf = (move, who, model, at) => {
  const key = named(move, model, 'WITHDRAW', at);
  const about = { action: 'WITHDRAW', who, version: key.version } as const;
  const problems = (): string[] => [
    ...needsWords(move)(),
    ...(move.isWhole
      ? model.versions.flatMap(({ acceptedBy }) => (acceptedBy === null ? [] : 'NOT_POSSIBLE_NOW'))
      : []),
  ];
  const expected = stepExpected(model, about, problems, (_, { warnings = [] }) => {
    model.withdraw(who.id, move.isWhole);
    model.recorded -= 1;
    const isWarned = warnings.some(({ code }) => code === 'EARLIER_VERSION_CURRENT');
    if (isWarned !== (model.current() !== null)) throw new Error('A version that counts again is warned of.');
  });
  return { variables: { ...key, reason: WORDS[move.text], wholeReturn: move.isWhole }, expected };
};

const PLANS: Readonly<Record<Kind, PlanOf>> = {
  SAVE: planSave,
  DISCARD: planDiscard,
  SUBMIT: planSubmit,
  SIGN_OFF: planSignOff,
  QUERY: planQuery,
  ANSWER: (move, who, model) => planEnding(move, who, model, 'ANSWER'),
  TAKE_BACK: (move, who, model) => planEnding(move, who, model, 'TAKE_BACK'),
  ACCEPT: planAccept,
  UNDO_ACCEPTANCE: planUndo,
  WITHDRAW: planWithdraw,
};
