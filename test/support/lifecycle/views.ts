import { ACTIONS, stateIn, type Action, type ModelVersion, type ReturnModel } from './model.js';
import { FORCE, type Somebody } from './people.js';

/* The answers about a return that the model expects, as GLANCE, GLANCE_AND_TOTALS and HISTORY ask for them. */

const MAY: Readonly<Record<Action, string>> = {
  SUBMIT: 'submit',
  CORRECT: 'correct',
  SIGN_OFF: 'signOff',
  QUERY: 'query',
  ANSWER: 'answer',
  TAKE_BACK: 'takeBackQuery',
  ACCEPT: 'accept',
  ACCEPT_WITHOUT_SIGN_OFF: 'acceptWithoutSignOff',
  UNDO_ACCEPTANCE: 'undoAcceptance',
  WITHDRAW: 'withdraw',
};

/** The answer about a return for a person whose role may read returns; null: as if it did not exist. */
type Answer = Readonly<Record<string, unknown>> | null;

/** Whether the contract lets a person's role read returns at all. */
export function readsReturns({ role }: Somebody): boolean {
  return role !== 'PRESS' && role !== 'ADMIN';
}

const knowsOfDraft = ({ role, isOwn }: Somebody): boolean => isOwn && ['ANALYST', 'APPROVER'].includes(role);

const openIn = ({ questions }: ModelVersion): number => questions.filter(({ ending }) => ending === null).length;

const who = (id: string | null): { id: string } | null => (id === null ? null : { id });

/** The current state, and what a person may do with it. */
export function summaryOf(model: ReturnModel, reader: Somebody): Answer {
  if (!reader.isOwn) return null;
  const shown = model.shown();
  const draft = knowsOfDraft(reader) ? model.draft : null;
  const refusals = ACTIONS.map((action) => ({ action, code: model.refusal(action, reader) }));
  return {
    version: shown?.number ?? 0,
    status: shown === null ? (draft === null ? 'NOT_STARTED' : 'DRAFT') : stateIn(shown),
    openQueries: shown === null ? 0 : openIn(shown),
    acceptedVersion: model.accepted()?.number ?? null,
    may: Object.fromEntries(refusals.map(({ action, code }) => [MAY[action], code === null])),
    mayNot: refusals.filter(({ code }) => code !== null),
    draft: draft === null ? null : { revision: draft.revision },
  };
}

/** The total of arrests in a phase whose only return is this one. */
export function totalOf(model: ReturnModel, basis: 'PROVISIONAL' | 'ACCEPTED'): object {
  const counting = basis === 'ACCEPTED' ? model.accepted() : model.current();
  if (counting === null) return { restsOn: [], totals: [{ value: null, withoutSignOff: [] }] };
  const { number: version, arrests: value, withoutSignOffReason: unsigned } = counting;
  const status = basis === 'ACCEPTED' ? 'ACCEPTED' : stateIn(counting);
  return {
    restsOn: [{ version, status, withoutSignOff: unsigned !== null }],
    totals: [{ value, withoutSignOff: unsigned === null ? [] : [{ code: FORCE }] }],
  };
}

/** A return with all its history. */
export function historyOf(model: ReturnModel, reader: Somebody): Answer {
  const summary = summaryOf(model, reader);
  if (summary === null) return null;
  const { draft } = model;
  return {
    ...summary,
    draft:
      draft === null || !knowsOfDraft(reader) ? null : { revision: draft.revision, savedBy: { id: draft.savedBy } },
    versions: model.versions.map((version) => ({
      version: version.number,
      status: stateIn(version),
      reason: version.reason,
      openQueries: openIn(version),
      submittedBy: who(version.submittedBy),
      onBehalf: version.onBehalf ? { from: version.receivedFrom } : null,
      signedOffBy: who(version.signedOffBy),
      acceptedBy: who(version.acceptedBy),
      acceptedWithoutSignOff: version.withoutSignOffReason,
      steps: version.past.map(({ step, state, person }) => ({ step, state, person: { id: person } })),
      queries: version.questions.map(({ id, question, askedBy, askedAs, ending, answer, endedBy }) => ({
        id,
        question,
        askedBy: { id: askedBy },
        askedAs: askedAs === 'APPROVER' ? 'FORCE_APPROVER' : 'REGIONAL_COORDINATOR',
        ending,
        answer,
        answeredBy: who(endedBy),
      })),
    })),
  };
}

/** The stored rows of the return, as STORED reads them. */
export function storedOf(model: ReturnModel): object {
  return {
    standing: model.current()?.number ?? null,
    count: model.versions.length,
    recorded: model.recorded,
    versions: model.versions.map(({ number, submittedBy, arrests, reason }) => [number, submittedBy, arrests, reason]),
    states: model.versions.map((version) => version.past.map(({ step, state }) => `${step} ${state}`)),
    endings: model.versions.map((version) => version.questions.map(({ past }) => past)),
  };
}

/** All stored rows of the only return of phase `$1`, for the owner; null: no step was ever tried. */
export const STORED = `
  SELECT json_build_object(
    'standing', (SELECT standing FROM returns WHERE phase = $1),
    'count', coalesce((SELECT versions FROM returns WHERE phase = $1), 0),
    'recorded', (SELECT count(*) FROM audit_entries WHERE phase = $1),
    'versions', coalesce((SELECT json_agg(json_build_array(v.version, v.submitted_by,
       (SELECT value FROM figures f WHERE f.version_id = v.id), v.reason) ORDER BY v.version)
     FROM return_versions v WHERE v.phase = $1), '[]'),
    'states', coalesce((SELECT json_agg((SELECT json_agg(s.step || ' ' || s.state ORDER BY s.id) FROM version_states s
       WHERE s.version_id = v.id) ORDER BY v.version) FROM return_versions v WHERE v.phase = $1), '[]'),
    'endings', coalesce((SELECT json_agg((SELECT coalesce(json_agg((SELECT coalesce(json_agg(e.ending ORDER BY e.id), '[]')
         FROM question_endings e WHERE e.question = q.id) ORDER BY q.id), '[]')
       FROM questions q WHERE q.version_id = v.id) ORDER BY v.version)
     FROM return_versions v WHERE v.phase = $1), '[]')) AS stored`;
