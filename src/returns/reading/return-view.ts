import type { Person } from '../../access/index.js';
import type { CalendarDate } from '../../common/dates.js';
import type { Problem, ProblemCode } from '../../common/problem.js';
import type { Force, MeasureInForce } from '../../dictionary/index.js';
import type { Phase } from '../../operations/index.js';
import {
  changesBetween,
  lifeOf,
  placeKey,
  isAfterFinal,
  stateOf,
  type AskerRole,
  type Change,
  type Channel,
  type Figure,
  type Life,
  type OpenQuestion,
  type QuestionEnding,
  type ReturnState,
  type ReturnStatus,
  type CurrentVersions,
  type Window,
} from '../domain/index.js';
import { NOTHING } from './no-version.js';
import type { Contents, HeadRow, HeadsRow, PageRow, QuestionRow, StepRow } from './reading.repository.js';
import type { ReturnContext } from '../shared/return-context.js';

/** The measure and part of a figure or cell. */
interface Place {
  readonly measure: MeasureInForce;
  /** Null: the measure as a whole. */
  readonly breakdown: { readonly code: string; readonly name: string } | null;
}

export interface StepView extends Omit<StepRow, 'at'> {
  readonly at: Date;
}

export interface QuestionView {
  readonly id: string;
  readonly question: string;
  readonly askedAt: Date;
  readonly askedBy: Person;
  readonly askedAs: AskerRole;
  /** Null, as are the next three, while the question is open. */
  readonly ending: QuestionEnding | null;
  readonly answer: string | null;
  readonly answeredAt: Date | null;
  readonly answeredBy: Person | null;
}

/** A version without its contents. Null: it does not apply, or no longer does. */
export interface VersionView {
  readonly version: number;
  readonly submittedBy: Person | null;
  /** True: it was submitted after the phase's figures became final. */
  readonly afterFinal: boolean;
  /** Null: the force submitted it itself. Its fields are null if not stated. */
  readonly onBehalf: { readonly from: string | null; readonly at: Date | null; readonly by: Channel | null } | null;
  readonly window: Window | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly signedOffAt: Date | null;
  readonly signedOffBy: Person | null;
  readonly acceptedAt: Date | null;
  readonly acceptedBy: Person | null;
  /** Why it was accepted without the force's sign-off. */
  readonly acceptedWithoutSignOff: string | null;
  readonly queries: readonly QuestionView[];
  readonly openQueries: number;
  readonly steps: readonly StepView[];
}

/** The reason why a figure is correct despite a warning. */
export interface AcknowledgementView {
  readonly code: ProblemCode;
  readonly measure: string | null;
  readonly breakdown: string | null;
  readonly reason: string;
}

/** A version in the history of its return. */
export interface HistoryVersion extends VersionView {
  readonly status: ReturnState;
  readonly submittedAt: Date;
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly AcknowledgementView[];
  readonly changes: readonly ChangeView[];
}

export type ChangeView = Omit<Change, 'measure' | 'part'> & Place;

/** A return as a reader sees it, in one of its versions. */
export interface ReturnView extends VersionView {
  readonly phase: Phase;
  readonly force: Force;
  readonly status: ReturnStatus;
  /** Null: there is no version. */
  readonly submittedAt: Date | null;
  /** The version that counts in accepted totals; null: none. */
  readonly acceptedVersion: number | null;
  readonly figures: readonly (Omit<Figure, 'measure' | 'part'> & Place)[];
  readonly problems: readonly Problem[];
  readonly acknowledgements: readonly AcknowledgementView[];
  readonly currentVersions: CurrentVersions;
  /** The open questions about the current version. */
  readonly openQuestions: readonly OpenQuestion[];
  readonly context: ReturnContext;
  readonly exceptionUntil: Date | null;
}

const NO_CONTENTS: Contents = { figures: [], problems: [], acknowledgements: [] };

/** The current and the accepted version, from the rows that were read. */
function currentVersionsOfHeads({
  versions,
  newest,
  ...read
}: Omit<Found, 'head' | 'hasDraft' | 'exceptionUntil'>): CurrentVersions {
  const lifeIn = (number: number | null): Life | null => {
    const head = versions.find(({ version }) => version === number);
    return head === undefined ? null : lifeOfHead(head);
  };
  return { versions: newest ?? 0, current: lifeIn(read.current), accepted: lifeIn(read.accepted) };
}

/** The version that a return is shown in: the current version, else the newest; null: there is none. */
export function shownHead({
  versions,
  current,
  newest,
}: Pick<HeadsRow, 'versions' | 'current' | 'newest'>): HeadRow | null {
  return versions.find(({ version }) => version === (current ?? newest)) ?? null;
}

/** The rows that were read for a return. */
export interface Found extends Omit<HeadsRow, 'stamp'> {
  /** The version that the return is shown in; null: there is none. */
  readonly head: HeadRow | null;
}

/**
 * A return as a reader sees it, in one of its versions.
 *
 * @param contents if left out, the view has no contents
 */
export function viewOf(context: ReturnContext, found: Found, contents: Contents = NO_CONTENTS): ReturnView {
  const { head, hasDraft, exceptionUntil } = found;
  const currentVersions = currentVersionsOfHeads(found);
  return {
    ...(head === null ? NOTHING : versionOf(head, context)),
    phase: context.phase,
    force: context.force,
    status: head === null ? (hasDraft ? 'DRAFT' : 'NOT_STARTED') : stateOf(lifeOfHead(head)),
    submittedAt: head === null ? null : submittedAt(head),
    acceptedVersion: currentVersions.accepted?.version ?? null,
    figures: contents.figures.map(({ measure, part, ...figure }) => ({
      ...figure,
      ...placeOf(measure, part, context),
    })),
    problems: contents.problems,
    acknowledgements: acknowledgementsOf(contents),
    currentVersions,
    openQuestions: openQuestionsOf(found),
    context,
    exceptionUntil,
  };
}

function openQuestionsOf({ versions, current }: Found): OpenQuestion[] {
  const head = versions.find(({ version }) => version === current);
  return (head?.questions ?? [])
    .filter(({ ending }) => ending === null)
    .map(({ askedBy, askedAs }) => ({ askedBy: askedBy.id, askedAs }));
}

/**
 * A version in the history of its return, with its changes from the version that was current before; none for the
 * first.
 */
export function historyVersion(row: PageRow, before: PageRow | undefined, context: ReturnContext): HistoryVersion {
  return {
    ...versionOf(row, context),
    status: row.steps.at(-1)?.state ?? 'SUBMITTED',
    submittedAt: submittedAt(row),
    problems: row.problems,
    acknowledgements: acknowledgementsOf(row),
    changes: before === undefined ? [] : changesOf(before, row, context),
  };
}

/** The differences between two versions, by measure and part, in the dictionary's order. */
export function changesOf(
  earlier: Pick<PageRow, 'results'>,
  later: Pick<PageRow, 'results'>,
  context: ReturnContext,
): ChangeView[] {
  const order = orderOf(context);
  const placeIn = ({ measure, part }: Change): number => order.get(placeKey(measure, part)) ?? order.size;
  return changesBetween(earlier.results, later.results)
    .map((change) => ({ change, place: placeIn(change) }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ change: { measure, part, ...change } }) => ({ ...change, ...placeOf(measure, part, context) }));
}

const orders = new WeakMap<ReturnContext['measures'], ReadonlyMap<string, number>>();

/** The position of each measure and part in the dictionary's order, by `placeKey`; worked out once per dictionary. */
function orderOf({ measures }: ReturnContext): ReadonlyMap<string, number> {
  const known = orders.get(measures);
  if (known !== undefined) return known;
  const places = [...measures.values()].flatMap(({ code, parts }) =>
    [null, ...parts.map((part) => part.code)].map((part) => placeKey(code, part)),
  );
  const order = new Map(places.map((place, index) => [place, index]));
  orders.set(measures, order);
  return order;
}

/**
 * The life of a version. The last step of each kind is enough for it, except for the counts, which are read separately.
 */
function lifeOfHead({ version, steps, stepCount, questions }: HeadRow): Life {
  const life = lifeOf(
    version,
    steps.map(({ step, person }) => ({ step, person: person?.id ?? null })),
  );
  const openQuestions = questions.filter(({ ending }) => ending === null).length;
  return { ...life, openQuestions, steps: stepCount };
}

function submittedAt({ steps }: HeadRow): Date {
  const [first] = steps;
  if (first === undefined) throw new Error('A version has no SUBMIT step.');
  return new Date(first.at);
}

function versionOf(head: HeadRow, { phase }: ReturnContext): VersionView {
  const { version, windowFrom: from, windowTo: to, asAt, note, reason } = head;
  const queries = head.questions.map(questionOf);
  return {
    version,
    asAt,
    note,
    reason,
    queries,
    ...signOffOf(head),
    submittedBy: head.steps[0]?.person ?? null,
    afterFinal: isAfterFinal(phase, submittedAt(head)),
    onBehalf: head.onBehalf ? { from: head.receivedFrom, at: instant(head.receivedAt), by: head.receivedBy } : null,
    window: from === null || to === null ? null : { from, to },
    openQueries: queries.filter(({ ending }) => ending === null).length,
    steps: head.steps.map(({ at, ...step }) => ({ ...step, at: new Date(at) })),
  };
}

type SignOffField = 'signedOffAt' | 'signedOffBy' | 'acceptedAt' | 'acceptedBy' | 'acceptedWithoutSignOff';

/** Who signed off and accepted a version, and when, as long as that applies. */
function signOffOf(head: HeadRow): Pick<VersionView, SignOffField> {
  const life = lifeOfHead(head);
  const last = (kind: StepRow['step'], applies: boolean): StepRow | null =>
    applies ? (head.steps.findLast(({ step }) => step === kind) ?? null) : null;
  const signedOff = last('SIGN_OFF', life.signedOffBy !== null);
  const accepted = last('ACCEPT', life.isAccepted);
  return {
    signedOffAt: instant(signedOff?.at),
    signedOffBy: signedOff?.person ?? null,
    acceptedAt: instant(accepted?.at),
    acceptedBy: accepted?.person ?? null,
    acceptedWithoutSignOff: life.withoutSignOff ? (accepted?.reason ?? null) : null,
  };
}

/** @param text ISO 8601; null or undefined: there is no instant */
function instant(text: string | null | undefined): Date | null {
  return text == null ? null : new Date(text);
}

function questionOf({ askedAt, endedAt, endedBy, ...question }: QuestionRow): QuestionView {
  return {
    ...question,
    askedAt: new Date(askedAt),
    answeredAt: instant(endedAt),
    answeredBy: endedBy,
  };
}

function acknowledgementsOf({ acknowledgements }: Pick<Contents, 'acknowledgements'>): AcknowledgementView[] {
  return acknowledgements.map(({ part, ...one }) => ({ ...one, breakdown: part }));
}

function placeOf(code: string, part: string | null, { measures }: ReturnContext): Place {
  const measure = measures.get(code);
  if (measure === undefined) throw new Error('A figure refers to a measure that is not in the dictionary.');
  return { measure, breakdown: measure.parts.find((known) => known.code === part) ?? null };
}
