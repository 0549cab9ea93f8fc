import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { blocks } from '../../common/problem.js';
import { OperationsService, type PhaseStatus } from '../../operations/index.js';
import {
  correctionProblems,
  figureCountProblems,
  nothingChanged,
  placeKey,
  readReturn,
  sourceProblems,
  currentVersionsOf,
  textBytesOf,
  versionCountProblems,
  versionProblems,
  type ReadReturn,
  type EntryContext,
  type CurrentVersions,
} from '../domain/index.js';
import { HistoryRepository, type Place, type ReturnSurroundings } from './history.repository.js';
import { LifecycleRepository, type LivingVersion } from '../lifecycle/lifecycle.repository.js';
import { ReadingRepository, type Contents, type StatedAbout } from '../reading/reading.repository.js';
import { refuse } from '../shared/rejected-error.js';
import { ReturnSize } from './return-size.js';
import { admissionOf, type ReturnContext, type AdmissionFacts } from '../shared/return-context.js';
import type { Submission } from '../submission/submission.js';

/** A checked return, with its problems and the current version that it would replace. */
export interface Examined extends ReadReturn {
  readonly currentVersions: CurrentVersions;
  /** The current version; null: there is none. */
  readonly version: LivingVersion | null;
}

/** Runs the checks on a return that is submitted or saved as a draft: the same for both. */
@Injectable()
export class ReturnValidator {
  constructor(
    private readonly lifecycle: LifecycleRepository,
    private readonly reading: ReadingRepository,
    private readonly histories: HistoryRepository,
    private readonly operations: OperationsService,
    private readonly size: ReturnSize,
  ) {}

  /**
   * Every problem of the return at once, with its figures and results. The checks use only the force's own figures and
   * accepted figures of other forces.
   *
   * @throws RejectedError if the return has too many entries to check
   */
  async validate(tx: EntityManager, actor: Actor, sent: Submission, context: ReturnContext): Promise<Examined> {
    refuse(figureCountProblems(sent, placesIn(context)));
    const versions = await this.lifecycle.versions(tx, sent);
    const currentVersions = currentVersionsOf(versions.map(({ life }) => life));
    const version = versions.find(({ life }) => life === currentVersions.current) ?? null;
    const isOwn = actor.force !== null;
    const contents = version === null ? null : await this.reading.contents(tx, version.id, ['figures', 'notes']);
    const current = version === null || contents === null ? null : currentOf(version.life.version, contents);
    const refusals = [
      ...admissionOf(context, { ...(await this.admissionFacts(tx, context, currentVersions)), isOwn }),
      ...versionProblems(sent.expectedVersion, currentVersions),
      ...correctionProblems(sent.reason, currentVersions),
    ];
    const around = await this.histories.surroundings(tx, sent, placesOf(sent, context));
    const entryContext = contextOf(context, current, around);
    const read = readReturn(sent, entryContext);
    const source = sourceProblems(sent.onBehalf, { isOwn, today: around.today });
    const size = isOwn
      ? [
          ...versionCountProblems(currentVersions.versions, isOwn),
          ...(await this.size.problems(tx, sent, 'SUBMIT', textBytesOf(sent))),
        ]
      : [];
    const problems = [...refusals, ...source, ...size, ...read.problems];
    const unchanged = problems.some(blocks) ? [] : nothingChanged(sent, read.figures, entryContext);
    return { ...read, problems: [...problems, ...unchanged], currentVersions, version };
  }

  /**
   * What decides, beside reference data, whether the phase takes the return now.
   *
   * @param of the versions of the return now
   * @param status the phase's status now; exceptions matter only if it is CLOSED
   */
  async admissionFacts(
    tx: EntityManager,
    { phase, force }: ReturnContext,
    { current }: CurrentVersions,
    status: PhaseStatus = phase.status,
  ): Promise<Omit<AdmissionFacts, 'isOwn'>> {
    const hasReturn = current !== null;
    const isAsked = status === 'CLOSED' && !hasReturn;
    const exceptionUntil = isAsked ? await this.operations.exceptionUntil(tx, phase.code, force.code) : null;
    return { hasReturn, exceptionUntil };
  }
}

/** Every measure and part that the return states, or makes nil by `othersNil`, each once. */
function placesOf({ figures, nil, othersNil }: Submission, { measures, details }: ReturnContext): Place[] {
  const wholes = [...nil, ...(othersNil ? details.asks.map(({ measure }) => measure) : [])];
  const stated = [
    ...figures.flatMap(({ measure, breakdown }) => [null, breakdown].map((part) => ({ measure, part }))),
    ...wholes.map((measure) => ({ measure, part: null })),
  ].flatMap(({ measure, part }) => {
    const version = measures.get(measure)?.version;
    return version === undefined ? [] : [{ measure, part, version }];
  });
  return [...new Map(stated.map((place) => [placeKey(place.measure, place.part), place])).values()];
}

function currentOf(version: number, contents: Contents & StatedAbout): EntryContext['current'] {
  const { figures, windowFrom, windowTo, asAt, note } = contents;
  const window = windowFrom === null || windowTo === null ? null : { from: windowFrom, to: windowTo };
  return { version, figures, window, asAt, note };
}

function contextOf(
  { details, measures, rules }: ReturnContext,
  current: EntryContext['current'],
  around: ReturnSurroundings,
): EntryContext {
  const { phase, asks } = details;
  return {
    measures,
    current,
    ...rules,
    ...around,
    asked: asks.map(({ measure }) => measure),
    phase: { from: phase.startsOn, to: phase.endsOn },
  };
}

/** The number of measures and parts that a return for the phase can have. */
function placesIn({ measures }: ReturnContext): number {
  return [...measures.values()].reduce((sum, { parts }) => sum + 1 + parts.length, 0);
}
