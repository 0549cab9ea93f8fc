import fc from 'fast-check';
import { EARLIER, MEASURES, OTHER_FORCES, OWN_FORCE } from './scenes.js';

/* Requests of a person of force A, or of a press officer who is not named for anything: every root field of the schema, with mostly sensible arguments. */

/** An id that differs between the worlds; each world inserts its own. */
export type Named = 'OWN_QUESTION' | 'HIDDEN_QUESTION' | 'DEPUTY';

/**
 * Arguments of a root field; `name` is replaced by the scene's phase and operation, and `id` may be one of the named
 * ids.
 */
export interface Request {
  readonly token: string;
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly named: Named | null;
}

/** In arguments: the name of the scene. */
const SCENE = '{scene}';

/** The same arguments with the scene's name inserted. */
export function withScene(args: object, name: string): Record<string, unknown> {
  return JSON.parse(JSON.stringify(args).replaceAll(SCENE, name)) as Record<string, unknown>;
}

type Args = Readonly<Record<string, unknown>>;

const some = <T>(...of: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...of);
const phase = fc.oneof(
  { weight: 16, arbitrary: fc.constant(SCENE) },
  { weight: 1, arbitrary: some(`${SCENE}-1`, `${SCENE}-${EARLIER}`, 'scorpion-3', 'not-a-phase') },
);
const anyForce = fc.oneof(
  { weight: 3, arbitrary: some(OWN_FORCE, ...OTHER_FORCES) },
  { weight: 1, arbitrary: some('crimestoppers', 'not-a-force') },
);
const force = fc.oneof({ weight: 12, arbitrary: fc.constant(OWN_FORCE) }, { weight: 1, arbitrary: anyForce });
const version = some(1, 1, 1, 2, 2, 3, 9);
const measures = fc.subarray([...MEASURES, 'drugs-weight', 'not-a-measure'], { maxLength: 2 });
const basis = some('ACCEPTED', 'ACCEPTED', 'PROVISIONAL');
const text = some('It is so.', 'Recounted.', ' ');
const first = some(1, 2, 3);
const instant = some('2026-11-02T12:30:00Z', '2026-11-03T00:00:00Z', '2026-11-20T00:00:00Z', '2090-01-01T00:00:00Z');
const day = some('2026-10-05', '2026-10-07', '2026-11-20');
/** Days of a deputy: in the past, or far in the future. */
const deputyDay = some('2026-01-05', '2089-03-06', '2089-03-08');

/** Mostly left out, because JSON has no undefined. */
const seldom = <T>(of: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: of });

/** Arguments, of which the optional ones are mostly left out. */
const args = (
  required: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>> = {},
): fc.Arbitrary<Args> =>
  fc.record({
    ...required,
    ...Object.fromEntries(Object.entries(optional).map(([name, of]) => [name, seldom(of)])),
  });

const key = { phase, force };
const ofVersion = { ...key, version };

const value = fc.oneof(fc.nat(60), fc.nat(200_000));
/** A time that has passed, and one that is possible. */
const withheldUntil = some('2026-01-05T12:00:00Z', new Date(Date.now() + 30 * 86_400_000).toISOString());
const aFigure = (measure: string): fc.Arbitrary<Args> =>
  fc.record({
    measure: fc.constant(measure),
    value,
    qualifier: seldom(some('AT_LEAST', 'AT_MOST', 'APPROXIMATE')),
    withheldUntil: seldom(withheldUntil),
  });
const figures = fc.tuple(
  aFigure('arrests'),
  seldom(aFigure('charges')),
  seldom(aFigure('cash-seized')),
  seldom(fc.oneof(aFigure('drugs-weight'), aFigure('not-a-measure'))),
);
/** One reversed: such a return is always rejected. */
const window = some({ from: '2026-10-05', to: '2026-10-09' }, { from: '2026-10-09', to: '2026-10-05' });
const submission = args(
  {
    ...key,
    figures: figures.map((all) => all.filter((one) => one !== undefined)),
    reason: fc.oneof({ weight: 4, arbitrary: fc.constant('Recounted.') }, { weight: 1, arbitrary: seldom(text) }),
  },
  {
    window,
    othersNil: fc.constant(true),
    nil: fc.subarray(['charges', 'people-safeguarded'], { maxLength: 1 }),
    note: text,
    expectedVersion: some(0, 1, 2),
    idempotencyKey: some('once', 'twice'),
    onBehalf: fc.constant({ from: 'The duty desk', at: '2026-11-02T12:00:00Z', by: 'PHONE' }),
    withheldUntil,
  },
);
const acknowledgement = args(
  { code: some('UNUSUAL_VALUE', 'UNUSUAL_VALUE', 'FIGURE_DROPPED', 'WINDOW_OUTSIDE_PHASE'), reason: text },
  { measure: some(...MEASURES) },
);
const within = (input: fc.Arbitrary<unknown>): fc.Arbitrary<Args> => args({ input });
const newForce = fc.constant({ code: 'one-force', name: 'One Force', kind: 'TERRITORIAL_FORCE' });
const newMeasure = fc.constant({ code: 'new', name: 'New', category: 'ARRESTS', unit: 'COUNT', definition: 'New.' });
const newPhase = fc.constant({ operation: SCENE, name: 'New', startsOn: '2026-11-02', endsOn: '2026-11-06' });
const appointment = args({
  person: some(`demo-analyst-${OWN_FORCE}`, `demo-approver-${OWN_FORCE}`, 'demo-analyst-wiltshire', 'nobody'),
  role: some('FORCE_ANALYST', 'FORCE_APPROVER', 'REGIONAL_COORDINATOR'),
  force,
  from: deputyDay,
  until: deputyDay,
  reason: text,
});
const page = { first };
const newestFirst = some(true, false);
/** Days from which and to which lists are read. */
const days = { from: day, to: day };
const participation = some('TAKING_PART', 'NOT_TAKING_PART');
const noId = fc.constant('999999');
const confirm = fc.constant(true);
const status = some('OPEN', 'PLANNED', 'CLOSED');

const release = { phase, version };
const headline = args({ ...release, measure: some(...MEASURES) }, { breakdown: some('cocaine'), force });
const named = fc.subarray(['demo-press', `demo-pcc-${OWN_FORCE}`, 'nobody']);
const warning = fc.record({ code: some('NOT_SIGNED_OFF', 'OPEN_QUESTION'), reason: text });
const publication = args(
  { phase },
  {
    embargoUntil: instant,
    namedReaders: named,
    note: text,
    kind: some('REVISION', 'CORRECTION'),
    acknowledgements: fc.array(warning, { maxLength: 2 }),
    expectedVersion: some(0, 1),
  },
);
const periods = fc.array(fc.record({ name: text, from: day, until: day }), { maxLength: 2 });

/**
 * Arguments by root field: how often it is asked, relative to the others, and with what. A test compares it with the
 * schema.
 */
export const REQUESTS: Readonly<Record<string, readonly [weight: number, args: fc.Arbitrary<Args>]>> = {
  submitReturn: [30, within(submission)],
  saveDraft: [10, args({ input: submission }, { expectedRevision: some(0, 1) })],
  signOffReturn: [8, args(ofVersion, { acknowledgements: fc.array(acknowledgement, { maxLength: 2 }) })],
  withdrawReturn: [4, args({ ...ofVersion, reason: text }, { wholeReturn: fc.constant(true) })],
  answerQuery: [5, args({ id: noId, answer: text })],
  discardDraft: [2, args(key, { expectedRevision: some(0, 1) })],
  return: [8, args(key, { version })],
  returnDifference: [3, args({ ...key, from: version, to: version })],
  regionalTotals: [8, args({ phase }, { basis, measures, asOf: instant })],
  forceTotals: [
    4,
    args(
      { force: anyForce, operation: some(SCENE, 'scorpion') },
      { basis, measures, ...page, after: phase, ...days, newestFirst },
    ),
  ],
  phase: [6, args({ code: phase })],
  phases: [
    2,
    args(
      { operation: some(SCENE, 'not-an-operation') },
      { ...page, after: phase, ...days, status, newestFirst, search: text },
    ),
  ],
  appointDeputy: [2, within(appointment)],
  endDeputy: [1, args({ id: noId })],
  deputies: [2, args(page, { force: anyForce, after: noId, newestFirst, status: some('RUNNING', 'COMING', 'PAST') })],
  deputyCandidates: [1, args(page, { force: anyForce, after: some('demo-analyst-dorset') })],
  force: [1, args({ code: anyForce })],
  forces: [1, args(page, { after: anyForce })],
  operation: [1, args({ code: some(SCENE, 'not-an-operation') })],
  operations: [1, args(page, { after: some(SCENE, 'scorpion') })],
  measure: [1, args({ code: some('arrests', 'not-a-measure') }, { on: day })],
  measures: [
    1,
    args(page, {
      search: some('arrest', 'cash'),
      on: day,
      after: some(...MEASURES),
      category: some('ARRESTS', 'SEIZURES'),
    }),
  ],
  measureHistory: [1, args({ measure: some('arrests', 'not-a-measure'), ...page }, { after: some(1, 9) })],
  breakdowns: [1, args(page, { after: some('drug'), codes: fc.constant(['drug', 'weapon']) })],
  auditEntries: [
    1,
    args(page, {
      phase,
      force,
      after: noId,
      newestFirst,
      from: instant,
      to: instant,
      action: some('RETURN_SUBMITTED'),
      actor: some('demo-coordinator'),
    }),
  ],
  acceptReturn: [1, args(ofVersion, { withoutSignOff: text })],
  undoAcceptance: [1, args({ ...ofVersion, reason: text })],
  queryReturn: [2, args({ ...ofVersion, question: text })],
  takeBackQuery: [2, args({ id: noId })],
  createOperation: [1, args({ code: fc.constant('new'), name: fc.constant('New') })],
  createPhase: [1, args({ input: newPhase }, { confirm })],
  changePhase: [1, within(args({ phase, note: text }))],
  openPhase: [1, args({ phase }, { reason: text, expectedStatus: status })],
  closePhase: [1, args({ phase }, { confirm, expectedStatus: status })],
  discardPhase: [1, args({ phase, reason: text })],
  restorePhase: [1, args({ phase }, { confirm })],
  setParticipation: [1, args({ ...key, participation }, { reason: text, expectedParticipation: participation })],
  setAsk: [1, args({ phase, measure: some(...MEASURES) }, { ask: some('CORE', 'ASKED') })],
  grantException: [1, args({ ...key, until: instant, reason: text })],
  revokeException: [1, args(key)],
  joinOperation: [
    1,
    args({ force, operation: fc.constant(SCENE), from: day, participation: fc.constant('TAKING_PART') }),
  ],
  leaveOperation: [1, args({ force, operation: fc.constant(SCENE), until: day })],
  takeBackLeaving: [1, args({ force, operation: fc.constant(SCENE) })],
  undoMerger: [1, args({ into: force })],
  mergeForces: [1, args({ from: fc.constant([OWN_FORCE, 'wiltshire']), into: newForce, on: day })],
  defineMeasure: [1, within(newMeasure)],
  release: [8, args({ phase }, { version })],
  releases: [4, args({ phase })],
  headlines: [5, args({ phase })],
  checkText: [
    3,
    args(
      { phase, text: some('There were 112 arrests.', 'More than 9 arrests, 26 in Dorset.') },
      { draft: fc.boolean() },
    ),
  ],
  releaseDraft: [4, args({ phase })],
  releaseReaders: [1, args({ operation: some(SCENE, 'not-an-operation') })],
  releaseReads: [1, args({ phase, ...page }, { after: noId })],
  releaseSteps: [1, args({ phase, ...page }, { after: noId })],
  preElectionPeriods: [1, args({})],
  copiedHeadlines: [2, args(page, { after: noId })],
  copyHeadline: [5, headline],
  publishRelease: [1, within(publication)],
  withdrawRelease: [1, args({ ...release, reason: text })],
  bringReleaseForward: [1, args(release, { reason: text })],
  recordReleaseEvent: [1, args({ ...release, event: some('SENT_TO_MEDIA', 'LEAK_DECLARED') }, { note: text })],
  prepareRelease: [1, args({ phase }, { namedReaders: named })],
  discardReleaseDraft: [1, args({ phase })],
  setReleaseReaders: [1, args({ operation: some(SCENE, 'not-an-operation'), namedReaders: named })],
  setPreElectionPeriods: [1, args({ periods })],
  erasePersonName: [1, args({ id: some(`demo-analyst-${OWN_FORCE}`, 'demo-analyst-wiltshire') })],
};

const NAMED: Readonly<Record<string, readonly (Named | null)[]>> = {
  answerQuery: ['OWN_QUESTION', 'OWN_QUESTION', 'HIDDEN_QUESTION', null],
  takeBackQuery: ['OWN_QUESTION', 'HIDDEN_QUESTION', null],
  endDeputy: ['DEPUTY', null],
};

const ROLES = ['analyst', 'approver', 'pcc', 'press'] as const;
type Role = (typeof ROLES)[number];
const tokenOf = (role: Role): string => (role === 'press' ? 'demo-press' : `demo-${role}-${OWN_FORCE}`);
/** The role that makes these requests; the others are made by anybody. Sometimes another role asks. */
const ASKED_BY: Readonly<Record<string, Role>> = {
  submitReturn: 'analyst',
  saveDraft: 'analyst',
  discardDraft: 'analyst',
  withdrawReturn: 'analyst',
  answerQuery: 'analyst',
  signOffReturn: 'approver',
  queryReturn: 'approver',
  takeBackQuery: 'approver',
  appointDeputy: 'approver',
  endDeputy: 'approver',
};

/** A random person and request. */
export const aRequest: fc.Arbitrary<Request> = fc.oneof(
  ...Object.entries(REQUESTS).map(([field, [weight, of]]) => {
    const usual = ASKED_BY[field];
    const others = { weight: 1, arbitrary: some(...ROLES) };
    const role = usual === undefined ? some(...ROLES) : fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, others);
    return {
      weight,
      arbitrary: fc.record({
        token: role.map(tokenOf),
        field: fc.constant(field),
        args: of,
        named: some(...(NAMED[field] ?? [null])),
      }),
    };
  }),
);

/** The requests by which each of these people reads everything in a scene that others may change. */
export const READS: readonly Request[] = ROLES.flatMap((role) =>
  (
    [
      ['phase', { code: SCENE }],
      ['return', { phase: SCENE, force: OWN_FORCE }],
      ['return', { phase: SCENE, force: 'wiltshire' }],
      ['regionalTotals', { phase: SCENE }],
      ['regionalTotals', { phase: SCENE, measures: ['arrests'], asOf: '2026-11-20T00:00:00Z' }],
      ['release', { phase: SCENE }],
      ['release', { phase: SCENE, version: 1 }],
      ['release', { phase: SCENE, version: 2 }],
      ['releases', { phase: SCENE }],
      ['headlines', { phase: SCENE }],
      ['releaseDraft', { phase: SCENE }],
      ['copiedHeadlines', { first: 3 }],
      ['copyHeadline', { phase: SCENE, version: 2, measure: 'arrests' }],
      ...OTHER_FORCES.map((other) => ['forceTotals', { force: other, operation: SCENE }] as const),
    ] as const
  ).map(([field, given]) => ({ token: tokenOf(role), field, args: given, named: null })),
);
