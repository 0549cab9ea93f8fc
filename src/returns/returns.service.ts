import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { blocks, isEvaluated, problem, type Problem } from '../common/problem.js';
import { ReferenceMemory, Transactions } from '../database/index.js';
import type { CalendarDate } from '../common/dates.js';
import { DictionaryService, type CrossMeasureRules } from '../dictionary/index.js';
import { OperationsService, type PhaseDetails } from '../operations/index.js';
import {
  admissionProblems,
  placeKey,
  readReturn,
  versionProblems,
  type ReturnContext,
  type ReturnEntry,
} from './domain/index.js';
import { HistoryRepository, type ReturnSurroundings } from './history.repository.js';
import { standingOf, viewOf, type ReturnView, type ViewSetting } from './return-view.js';
import { ReturnsPolicy } from './returns.policy.js';
import { ReturnsRepository, type ReturnKey, type Stored, type VersionDetails } from './returns.repository.js';
import { SubmissionMetrics } from './submission-metrics.js';

/** A whole return as somebody sends it. */
export interface Submission extends ReturnEntry {
  readonly phase: string;
  readonly force: string;
  /** The version that the sender believes to stand, 0 for none; null: it is not checked. */
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/** What came of a submission: the return as it stands now, or everything that kept it out. */
export type SubmissionOutcome =
  | { readonly return: ReturnView; readonly warnings: readonly Problem[]; readonly notEvaluated: readonly Problem[] }
  | { readonly problems: readonly Problem[] };

/** Ends the transaction of a refused submission, so that nothing of it stays. */
class Refused extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super('The return was refused.');
  }
}

/** What a submission is decided with: the phase, the force, and the dictionary in force for the phase. */
interface Setting extends ViewSetting {
  readonly details: PhaseDetails;
  readonly rules: CrossMeasureRules;
}

/** What forces report. */
@Injectable()
export class ReturnsService {
  private readonly memory = new ReferenceMemory();

  constructor(
    private readonly transactions: Transactions,
    private readonly dictionary: DictionaryService,
    private readonly operations: OperationsService,
    private readonly policy: ReturnsPolicy,
    private readonly returns: ReturnsRepository,
    private readonly histories: HistoryRepository,
    private readonly metrics: SubmissionMetrics,
  ) {}

  /**
   * Submits a whole return: what it leaves out is not reported in it. Every problem is told at once; with one that
   * blocks, nothing is stored. Two submissions for one force at once give two whole versions, one after the other.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's return
   */
  async submit(actor: Actor, submission: Submission): Promise<SubmissionOutcome> {
    try {
      const outcome = await this.transactions.run(actor, (tx) => this.submitIn(tx, actor, submission));
      this.metrics.accepted();
      return outcome;
    } catch (error) {
      if (error instanceof Refused) {
        this.metrics.refused(error.problems);
        return { problems: error.problems };
      }
      throw error;
    }
  }

  /**
   * A version of a force's return; `version` null: the newest. NOT_STARTED with version 0 where nothing is there; null
   * where the caller may not know, or there is no such version.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async find(actor: Actor, phase: string, force: string, version: number | null): Promise<ReturnView | null> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const stamp = await this.dictionary.holdDefinitions(tx);
        const setting = await this.setting(tx, { phase, force }, stamp);
        if (!this.policy.mayRead(actor, force)) {
          return null;
        }
        const found = await this.returns.findVersion(tx, { phase, force }, version);
        return found === null && version !== null ? null : viewOf(setting, found);
      },
      { readOnly: true },
    );
  }

  /**
   * How many versions stand of each of several returns, in the order asked; 0 where nothing is there, or the caller may
   * not know of it.
   */
  async versionsStanding(actor: Actor, keys: readonly ReturnKey[]): Promise<number[]> {
    const found = await this.transactions.run(actor, (tx) => this.returns.counts(tx, keys), { readOnly: true });
    return keys.map(
      ({ phase, force }) => found.find((one) => one.phase === phase && one.force === force)?.versions ?? 0,
    );
  }

  private async submitIn(tx: EntityManager, actor: Actor, submission: Submission): Promise<SubmissionOutcome> {
    const stamp = await this.dictionary.holdDefinitions(tx);
    const setting = await this.setting(tx, submission, stamp);
    this.policy.assertMaySend(actor, submission.force);
    const admission = this.admission(setting);
    // Where the force is not named in the phase there is no return of it, and can be none.
    const versions = admission.isNamed ? await this.returns.lock(tx, submission) : 0;
    const repeated = await this.repeated(tx, actor, submission, setting);
    if (repeated !== null) {
      return repeated;
    }
    const standing = versions === 0 ? null : await this.returns.findVersion(tx, submission, versions);
    const refusals = [...admission.problems, ...versionProblems(submission.expectedVersion, versions)];
    // What is refused is not held against other forces: see ReturnContext.peers.
    const isRefused = refusals.some(blocks);
    const around = await this.surroundings(tx, submission, setting, { withPeers: !isRefused });
    const read = readReturn(submission, { ...contextOf(setting, standing, around), isRefused });
    const problems = [...refusals, ...read.problems];
    if (problems.some(blocks)) {
      throw new Refused(problems);
    }
    const kept = { ...read, problems: [...problems, ...read.notEvaluated], version: versions + 1 };
    const stored = await this.store(tx, actor, submission, kept, setting);
    return { return: viewOf(setting, stored), ...toldOf(kept.problems) };
  }

  /** What the return is held against beside its own phase and force: of every measure and part that it names a figure of. */
  private async surroundings(
    tx: EntityManager,
    { phase, force, figures }: Submission,
    { measures }: Setting,
    { withPeers }: { withPeers: boolean },
  ): Promise<ReturnSurroundings> {
    const named = figures.flatMap(({ measure: code, breakdown }) => {
      const version = measures.get(code)?.version;
      const whole = { measure: code, part: null };
      return version === undefined
        ? []
        : [whole, { ...whole, part: breakdown }].map((place) => ({ ...place, version }));
    });
    const places = [...new Map(named.map((place) => [placeKey(place.measure, place.part), place])).values()];
    return this.histories.surroundings(tx, { phase, force }, { places, withPeers });
  }

  /** The answer that this key was given before; null: it is new, or none was sent. */
  private async repeated(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    setting: Setting,
  ): Promise<SubmissionOutcome | null> {
    const { idempotencyKey, phase, force } = submission;
    if (idempotencyKey === null) {
      return null;
    }
    const used = await this.returns.findKey(tx, { person: actor.id, phase, force, key: idempotencyKey });
    if (used === null) {
      return null;
    }
    if (!used.inputHash.equals(hashOf(submission))) {
      const message =
        'This idempotency key was sent before with another return for this phase and force; send each new return with a new key.';
      throw new Refused([problem('IDEMPOTENCY_KEY_REUSED', message)]);
    }
    const first = await this.returns.versionOf(tx, used);
    return { return: viewOf(setting, first), ...toldOf(first.version.problems) };
  }

  private async store(
    tx: EntityManager,
    actor: Actor,
    submission: Submission,
    read: Pick<ReturnType<typeof readReturn>, 'figures' | 'results' | 'problems'> & { version: number },
    setting: Setting,
  ): Promise<VersionDetails> {
    const { phase, force, asAt, note, reason, window, idempotencyKey } = submission;
    const submittedAt = await this.operations.moveDataVersionOn(tx, phase);
    const row = {
      phase,
      force,
      version: read.version,
      submittedBy: actor.id,
      asAt,
      note,
      reason,
      windowFrom: window?.from ?? null,
      windowTo: window?.to ?? null,
      problems: [...read.problems],
      figures: read.figures,
      results: read.results,
    };
    const { details, ...standing } = await this.returns.add(tx, row, setting.measures, submittedAt);
    // The phase is locked now: if it was closed meanwhile, that came first.
    const { problems: late } = this.admission(setting, standing);
    if (late.length > 0) {
      throw new Refused(late);
    }
    if (idempotencyKey !== null) {
      const used = { person: actor.id, phase, force, key: idempotencyKey };
      await this.returns.keep(tx, {
        ...used,
        inputHash: hashOf(submission),
        versionId: details.version.id,
        usedAt: submittedAt,
      });
    }
    return details;
  }

  /** @param standing the phase's status and the force's part in it; left out: as reference data has them */
  private admission(
    { phase, force, details }: Setting,
    standing: Pick<Stored, 'status' | 'participation'> = {
      status: phase.status,
      participation: details.participants.find((one) => one.force === force.code)?.participation ?? null,
    },
  ): { problems: Problem[]; isNamed: boolean } {
    const { status, participation } = standing;
    const problems = admissionProblems({ phase: { name: phase.name, status }, force, participation });
    return { problems, isNamed: participation !== null };
  }

  /** All of it is reference data: read once for each stamp. */
  private async setting(tx: EntityManager, { phase, force }: ReturnKey, stamp: string): Promise<Setting> {
    const recall = <T extends object>(key: string, read: () => Promise<T>): Promise<T> =>
      this.memory.recall(stamp, key, read);
    const details = await recall(`phase ${phase}`, () => this.operations.requirePhase(tx, phase));
    const { startsOn } = details.phase;
    return {
      details,
      phase: details.phase,
      force: await recall(`force ${force}`, () => this.dictionary.requireForce(tx, force)),
      measures: await recall(`measures ${startsOn}`, () => this.measuresOn(tx, startsOn)),
      rules: await recall('rules', () => this.dictionary.crossMeasureRules(tx)),
    };
  }

  private async measuresOn(tx: EntityManager, day: CalendarDate): Promise<Setting['measures']> {
    const measures = await this.dictionary.measuresWithParts(tx, day);
    return new Map(measures.map((measure) => [measure.code, measure]));
  }
}

/** A version's problems, parted into what looks wrong and what could not be looked at. */
function toldOf(problems: readonly Problem[]): { warnings: Problem[]; notEvaluated: Problem[] } {
  return {
    warnings: problems.filter(isEvaluated),
    notEvaluated: problems.filter((found) => !isEvaluated(found)),
  };
}

function contextOf(
  setting: Setting,
  standing: VersionDetails | null,
  around: ReturnSurroundings,
): Omit<ReturnContext, 'isRefused'> {
  const { phase, asks } = setting.details;
  return {
    measures: setting.measures,
    asked: asks.map(({ measure }) => measure),
    phase: { from: phase.startsOn, to: phase.endsOn },
    ...setting.rules,
    ...around,
    standing: standing === null ? null : standingOf(standing),
  };
}

/**
 * Says whether two submissions are the same but for their key. The fields of a submission always come in the same order;
 * what says nothing is left out, so that a field that a later release adds changes no hash of this one.
 */
function hashOf({ idempotencyKey: _, ...submission }: Submission): Buffer {
  const saying = (__: string, value: unknown): unknown =>
    value === null || value === false || (Array.isArray(value) && value.length === 0) ? undefined : value;
  return createHash('sha256').update(JSON.stringify(submission, saying)).digest();
}
