import { DeputiesRepository } from '../../../src/access/deputies/deputies.repository.js';
import { IdentitiesRepository } from '../../../src/access/identities/identities.repository.js';
import { PeopleRepository } from '../../../src/access/people/people.repository.js';
import { AuditRepository } from '../../../src/audit/audit.repository.js';
import { AuditVerificationRepository } from '../../../src/audit/verification/audit-verification.repository.js';
import { RecordedContentsRepository } from '../../../src/audit/verification/recorded-contents.repository.js';
import type { CalendarDate } from '../../../src/common/dates.js';
import { DictionaryRepository } from '../../../src/dictionary/dictionary.repository.js';
import { readDictionaryData } from '../../../src/dictionary/reference-data.js';
import { planOf } from '../../../src/operations/domain/index.js';
import { MembershipsRepository } from '../../../src/operations/memberships/memberships.repository.js';
import { OperationsRepository } from '../../../src/operations/reading/operations.repository.js';
import { PhaseDiscardsRepository } from '../../../src/operations/phases/discards/phase-discards.repository.js';
import { HeldBackTotalsRepository } from '../../../src/operations/phases/held-back/held-back-totals.repository.js';
import { PhasesRepository } from '../../../src/operations/phases/phases.repository.js';
import { readOperationsData } from '../../../src/operations/reference/reference-data.js';
import { ShippedPhasesRepository } from '../../../src/operations/reference/shipped-phases.repository.js';
import { CopiesRepository } from '../../../src/releases/copies/copies.repository.js';
import { PreElectionRepository } from '../../../src/releases/pre-election/pre-election.repository.js';
import { DraftsRepository as ReleaseDraftsRepository } from '../../../src/releases/preparation/drafts.repository.js';
import { ReadersRepository } from '../../../src/releases/preparation/readers.repository.js';
import { WithheldFiguresRepository } from '../../../src/releases/preparation/withheld-figures.repository.js';
import { ReleaseStepsRepository } from '../../../src/releases/publication/release-steps.repository.js';
import { ReleaseWriter } from '../../../src/releases/publication/release-writer.repository.js';
import { ReleasesRepository } from '../../../src/releases/reading/releases.repository.js';
import { BoardRepository } from '../../../src/returns/board/board.repository.js';
import { lifeOf, nilFigure } from '../../../src/returns/domain/index.js';
import { DraftsRepository } from '../../../src/returns/drafts/drafts.repository.js';
import { LifecycleRepository } from '../../../src/returns/lifecycle/lifecycle.repository.js';
import { ReadingRepository } from '../../../src/returns/reading/reading.repository.js';
import { ReturnsRepository } from '../../../src/returns/shared/returns.repository.js';
import { ComparisonRepository } from '../../../src/returns/board/comparison.repository.js';
import { HistoryRepository } from '../../../src/returns/validation/history.repository.js';
import { ForceTotalsRepository } from '../../../src/totals/by-force/force-totals.repository.js';
import { PhaseCoverageRepository } from '../../../src/totals/coverage/phase-coverage.repository.js';
import { TotalsRepository } from '../../../src/totals/regional/totals.repository.js';
import { VerificationRepository } from '../../../src/totals/verification/verification.repository.js';
import { aMeasure, aReturn } from '../returns/return-samples.js';

/*
 * A call of every method of every repository, for a database that was filled by fillForAccess. The calls of a repository
 * are made in one transaction, in the order of its class. TypeScript reports a method that is missing here.
 */

/** The arguments of a method, without the transaction. */
type Arguments<Method> = Method extends (tx: never, ...rest: infer Rest) => unknown ? Rest : never;

/** The arguments of a call of each method; several with names, if the text of the SQL depends on them. */
type Calls<Repository> = {
  readonly [Name in keyof Repository]:
    Arguments<Repository[Name]> | Readonly<Record<string, Arguments<Repository[Name]>>>;
};

/** A repository with the arguments of the calls, by method, then by name; '' if there is only one call. */
export interface CalledRepository {
  readonly repository: object;
  readonly calls: Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>;
}

function called<Repository extends object>(repository: Repository, calls: Calls<Repository>): CalledRepository {
  const all = Object.entries<unknown[] | Record<string, unknown[]>>(calls);
  const named = all.map(([method, call]) => [method, Array.isArray(call) ? { '': call } : call] as const);
  return { repository, calls: Object.fromEntries(named) };
}

const DAY = '2026-03-02' as CalendarDate;
const AT = new Date('2026-01-05T12:00:00Z');
const LATER = new Date('2026-01-06T12:00:00Z');
const PAGE = { first: 20, after: null };
const COORDINATOR = 'demo-coordinator';
const ANALYST = 'demo-analyst-dorset';
const [PHASE, FORCE] = ['scorpion-1', 'dorset'];
const KEY = { phase: PHASE, force: FORCE };
const NOT_DRAFTED = { phase: PHASE, force: 'gloucestershire' };
const VERSION = '1';

/** Two calls with the same filter, one for each order of a list. */
const bothWays = <Filter extends object, Rest extends unknown[]>(filter: Filter, ...rest: Rest) => ({
  'oldest first': [{ ...filter, newestFirst: false }, ...rest] as [Filter & { newestFirst: boolean }, ...Rest],
  'newest first': [{ ...filter, newestFirst: true }, ...rest] as [Filter & { newestFirst: boolean }, ...Rest],
});

const APPOINTMENT = { person: 'demo-approver-btp', role: 'FORCE_APPROVER', force: FORCE, reason: 'Away.' } as const;
const DEPUTY = { ...APPOINTMENT, from: DAY, until: DAY };
const IN_ROLES = { roles: ['FORCE_ANALYST'], force: FORCE, except: COORDINATOR } as const;
const IDENTITY = { id: 'new', role: 'ADMIN', force: null, tokenHash: Buffer.alloc(32), expiresAt: null } as const;
const NO_ONE = { actor: null, action: null, phase: null, force: null, from: null, to: null };
const NEW_FORCE = { code: 'new', name: 'New', kind: 'PARTNER', onsCode: null, region: null, alsoKnownAs: [] } as const;
const MEMBERSHIP = {
  operation: 'viper',
  force: 'wiltshire',
  participation: 'NOT_KNOWN',
  from: DAY,
  until: null,
} as const;
const PLAN = planOf({ name: 'New', startsOn: DAY, endsOn: DAY });
const NEW_PHASE = 'scorpion-99';
const ALL_PHASES = { operation: null, status: null, from: null, to: null, search: 'new phase' };
const LIFE = lifeOf(1, [
  { step: 'SUBMIT', person: ANALYST },
  { step: 'QUERY', person: COORDINATOR },
]);
const FIGURE = nilFigure({ measure: 'arrests', part: null, note: null });
const SENT = {
  ...KEY,
  version: 2,
  submittedBy: ANALYST,
  windowFrom: null,
  windowTo: null,
  asAt: null,
  note: null,
  reason: null,
  problems: [],
  onBehalf: false,
  receivedFrom: null,
  receivedAt: null,
  receivedBy: null,
  figures: [FIGURE],
  results: [{ ...FIGURE, settlesParts: true }],
};
const STORING = { measures: new Map([['arrests', aMeasure()]]), submittedAt: AT, contentKey: Buffer.alloc(32) };
const USED_KEY = { ...KEY, person: ANALYST, key: 'new', inputHash: Buffer.alloc(32), versionId: VERSION, usedAt: AT };
const ALL_OF_IT = { texts: true, steps: true, queries: true };
const TOTALS = { measures: null, basis: 'ACCEPTED', asOf: null, withoutWithheld: false } as const;

/** By the path below src/, without `.repository.ts`. */
export const REPOSITORY_CALLS: Readonly<Record<string, CalledRepository>> = {
  'access/deputies/deputies': called(new DeputiesRepository(), {
    list: bothWays({ force: null, status: null }, PAGE),
    find: ['1'],
    lock: [DEPUTY.person],
    around: [DEPUTY],
    add: [DEPUTY, COORDINATOR],
    end: ['1', COORDINATOR],
  }),
  'access/identities/identities': called(new IdentitiesRepository(), {
    byTokenHash: [['00']],
    all: [],
    inRoles: [IN_ROLES, PAGE],
    isInRoles: [IN_ROLES, ANALYST],
    find: [ANALYST],
    activeAmong: [[ANALYST]],
    addMissing: [[IDENTITY]],
  }),
  'access/people/people': called(new PeopleRepository(), {
    isKnown: [ANALYST],
    erase: [ANALYST],
    addMissing: [[{ id: ANALYST, name: 'New' }]],
  }),
  'audit/audit': called(new AuditRepository(), {
    append: [COORDINATOR, { action: 'PHASE_CLOSED', phase: PHASE }],
    entries: bothWays(NO_ONE, PAGE),
    isEntry: ['1'],
  }),
  'audit/verification/audit-verification': called(new AuditVerificationRepository(), {
    begin: [],
    next: [1000],
    numberOf: ['00'],
    count: [],
  }),
  'audit/verification/recorded-contents': called(new RecordedContentsRepository(), {
    begin: [],
    isFunctionIntact: [],
    replaced: [['phases']],
    recordings: [],
    firstEntry: [],
    compare: [{ tables: ['phases', 'figures'], unchanging: ['figures'], most: 100 }],
  }),
  'dictionary/dictionary': called(new DictionaryRepository(), {
    forces: [PAGE],
    findForce: [FORCE],
    findForceLike: [FORCE, null],
    addForce: [{ ...NEW_FORCE, validUntil: null, mergedInto: null }],
    endForces: [[FORCE], NEW_FORCE.code, DAY],
    mergedForces: [NEW_FORCE.code],
    undoMerger: [NEW_FORCE.code],
    measuresInForce: [DAY],
    findMeasure: [DAY, 'arrests'],
    versionsOf: ['arrests'],
    isBreakdown: ['drug'],
    breakdowns: [['drug'], PAGE],
    wholes: [],
    implications: [],
    singleHauls: [],
    lockDefinitions: [],
    lockDefinitionsForShare: [],
    addVersion: [aMeasure({ code: 'new' })],
    addMissing: [readDictionaryData()],
  }),
  'operations/memberships/memberships': called(new MembershipsRepository(), {
    addOperation: ['new', 'New'],
    of: [null, [FORCE]],
    add: [MEMBERSHIP],
    end: [MEMBERSHIP, DAY],
    endByMerger: [MEMBERSHIP, DAY],
    restoreEnds: [[FORCE], NEW_FORCE.code],
    remove: [NEW_FORCE.code],
    partsBeforeLeaving: [null, [FORCE], 'Dorset left the operation after '],
    lockFrom: [DAY],
    placesFrom: [[FORCE], DAY],
    lockPlanned: [null, { after: DAY, until: null }],
  }),
  'operations/reading/operations': called(new OperationsRepository(), {
    operations: [PAGE],
    findOperation: ['scorpion'],
    phases: bothWays(ALL_PHASES, PAGE),
    findPhase: [PHASE],
    findPhaseWithLists: [PHASE],
    dataStamps: [[PHASE]],
    participants: [PHASE],
    asks: [PHASE],
    participantsOf: [[PHASE]],
    asksOf: [[PHASE]],
    exceptionsOf: [[PHASE]],
    membersOf: [['scorpion']],
    exceptionUntil: [PHASE, FORCE],
    unknown: [{ phases: [], forces: [], measures: [], operations: [], measure: [] }],
    latestCounted: [],
    moveDataVersionOn: [PHASE],
  }),
  'operations/phases/discards/phase-discards': called(new PhaseDiscardsRepository(), {
    discard: ['scorpion-9', 'New.', AT],
    restore: ['scorpion-9', AT],
    reasons: [[PHASE]],
  }),
  'operations/phases/held-back/held-back-totals': called(new HeldBackTotalsRepository(), {
    show: [NEW_PHASE],
    showAt: [NEW_PHASE, LATER],
  }),
  'operations/phases/phases': called(new PhasesRepository(), {
    getPhaseWithLists: [PHASE],
    loadForUpdate: [PHASE],
    lockCodes: [],
    findLike: [{ operation: 'scorpion', code: null, name: 'New', startsOn: DAY, endsOn: DAY }],
    planContext: [{ operation: 'scorpion', code: PHASE, name: 'New', startsOn: DAY, endsOn: DAY }],
    nextCode: ['scorpion'],
    add: [NEW_PHASE, 'scorpion', PLAN],
    setUpParticipants: [[NEW_PHASE]],
    setUpAsks: [[NEW_PHASE]],
    change: [NEW_PHASE, PLAN, { keptOpen: false, closingReason: 'New.' }],
    open: { 'closed by its date': [NEW_PHASE, null], 'kept open': [NEW_PHASE, 'New.'] },
    close: [NEW_PHASE, AT],
    placed: [NEW_PHASE],
    participationOf: [PHASE, FORCE],
    setParticipation: [{ phase: NEW_PHASE, force: FORCE }, 'NOT_KNOWN', null],
    askOf: [PHASE, 'arrests'],
    setAsk: { asked: [NEW_PHASE, 'arrests', 'ASKED'], 'no longer asked': [NEW_PHASE, 'arrests', null] },
    findException: [PHASE, FORCE],
    grant: [KEY, { until: LATER, reason: 'New.', now: AT }],
    revoke: [KEY, AT],
  }),
  'operations/reference/shipped-phases': called(new ShippedPhasesRepository(new PhasesRepository()), {
    addMissing: [readOperationsData(), { status: 'CLOSED', kept_open: false, kept_open_reason: null }],
  }),
  'releases/reading/releases': called(new ReleasesRepository(), {
    visible: [PHASE],
    visibleOf: [[PHASE, 'scorpion-3']],
    contents: [[{ phase: PHASE, version: 1 }]],
    now: [],
    recordReads: [[{ phase: PHASE, version: 1 }]],
  }),
  'releases/publication/release-writer': called(new ReleaseWriter(), {
    add: [
      {
        phase: PHASE,
        version: 4,
        kind: 'REVISION',
        note: 'New.',
        at: AT,
        embargoUntil: LATER,
        content: Buffer.from('{}'),
      },
    ],
    addReaders: [PHASE, 1, [ANALYST]],
    addAcknowledgements: [PHASE, 1, [{ code: 'OPEN_QUESTION', reason: 'New.' }]],
    addStep: [{ phase: PHASE, version: 1, step: 'SENT_TO_MEDIA', at: AT, reason: null, opensAt: null }],
    bringForward: [PHASE, LATER, 4],
    withdraw: [PHASE, 1, LATER],
    lastOpening: [PHASE, AT],
  }),
  'releases/publication/release-steps': called(new ReleaseStepsRepository(), {
    list: [PHASE, PAGE],
    isStep: [PHASE, '1'],
  }),
  'releases/preparation/drafts': called(new ReleaseDraftsRepository(), {
    find: [PHASE],
    save: [PHASE, Buffer.from('{}'), [ANALYST]],
    discard: [PHASE],
    recordRead: [PHASE],
  }),
  'releases/preparation/readers': called(new ReadersRepository(), {
    ofOperation: ['scorpion'],
    setOfOperation: ['scorpion', [ANALYST]],
    reads: [PHASE, PAGE],
    isRead: [PHASE, '1'],
  }),
  'releases/preparation/withheld-figures': called(new WithheldFiguresRepository(), { ofPhase: [PHASE] }),
  'releases/copies/copies': called(new CopiesRepository(), {
    add: [{ phase: PHASE, version: 1, measure: 'arrests', breakdown: null, force: null }],
    own: [PAGE],
    ownOf: [{ phase: PHASE, version: 1, measure: 'arrests', breakdown: null, force: null }],
    isOwn: ['1'],
  }),
  'releases/pre-election/pre-election': called(new PreElectionRepository(), {
    all: [],
    including: [AT],
    replace: [[{ name: 'New', from: DAY, until: DAY }]],
  }),
  'returns/board/board': called(new BoardRepository(), { seats: [[PHASE]] }),
  'returns/drafts/drafts': called(new DraftsRepository(), {
    find: [NOT_DRAFTED],
    lock: [NOT_DRAFTED],
    save: [NOT_DRAFTED, { by: ANALYST, entry: { ...aReturn(), expectedVersion: null, onBehalf: null } }],
    discard: [NOT_DRAFTED, ANALYST],
  }),
  'returns/lifecycle/lifecycle': called(new LifecycleRepository(), {
    lock: [KEY],
    versions: [KEY],
    addStep: [
      KEY,
      { id: VERSION, submittedAt: AT, life: LIFE },
      { step: 'WITHDRAW', person: ANALYST, at: AT, reason: 'New.' },
    ],
    newlyWithheldUnderEmbargo: [KEY, VERSION],
    setCurrentVersion: [KEY, null],
    addAcknowledgements: [KEY, VERSION, [{ code: 'UNUSUAL_VALUE', measure: 'arrests', part: null, reason: 'New.' }]],
    addQuestion: [KEY, { versionId: VERSION, question: 'New?', askedBy: COORDINATOR, askedAt: AT }],
    isAsked: [{ versionId: VERSION, question: 'So?', askedBy: ANALYST }, 'REGIONAL_COORDINATOR'],
    overtakenAt: [KEY, AT],
    findQuestion: ['1'],
    endQuestions: [VERSION, null, { ending: 'ANSWERED', answer: 'New.', person: ANALYST, at: AT }],
    reopenQuestions: [VERSION, ANALYST, AT],
    problemsOf: [VERSION],
  }),
  'returns/reading/reading': called(new ReadingRepository(), {
    heads: [KEY, { version: null, ...ALL_OF_IT }],
    contents: [VERSION, ['figures', 'notes', 'problems', 'acknowledgements']],
    versions: [
      KEY,
      { versions: [1], problems: true, acknowledgements: true, results: true, before: true, ...ALL_OF_IT },
    ],
  }),
  'returns/shared/returns': called(new ReturnsRepository(), {
    lock: [KEY],
    counts: [[KEY]],
    waiting: [[KEY]],
    forcesWithReturns: [PHASE],
    versionsNotAccepted: [PHASE],
    add: [SENT, STORING],
    textBytes: [KEY],
    findKey: [USED_KEY],
    keep: [USED_KEY],
  }),
  'returns/board/comparison': called(new ComparisonRepository(), { currentReturns: [[PHASE]] }),
  'returns/validation/history': called(new HistoryRepository(), {
    surroundings: [KEY, [{ measure: 'arrests', version: 1, part: null }]],
  }),
  'totals/by-force/force-totals': called(new ForceTotalsRepository(), {
    ofForce: bothWays({ ...TOTALS, force: FORCE, operation: null, from: null, to: null, ...PAGE }),
  }),
  'totals/coverage/phase-coverage': called(new PhaseCoverageRepository(), { newest: [20, 0] }),
  'totals/regional/totals': called(new TotalsRepository(), {
    ofPhase: [PHASE, TOTALS],
    ofPhaseWithGroupings: [PHASE, TOTALS],
  }),
  'totals/verification/verification': called(new VerificationRepository(), {
    unreadable: [],
    phases: [],
    stateOf: [PHASE],
    returnsOf: [PHASE],
    contentsOf: [[VERSION]],
    identities: [],
    brokenKeys: [null],
  }),
};
