import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesWith, type Actor, type Caller } from '../access/index.js';
import { Audit, type AuditAction, type AuditEntry } from '../audit/index.js';
import { notFound } from '../common/errors.js';
import { personalDataProblems, written, type FreeText } from '../common/personal-data.js';
import { problem, type Problem } from '../common/problem.js';
import { Transactions } from '../database/index.js';
import { OperationsService } from '../operations/index.js';
import {
  acknowledgementProblems,
  answerRefusalOf,
  meantBy,
  namedProblems,
  refusalOf,
  standingOf,
  type Acknowledgement,
  type Action,
  type QuestionEnding,
  type Refusal,
  type Step,
} from './domain/index.js';
import { LifecycleRepository, type FoundQuestion, type LivingVersion } from './lifecycle.repository.js';
import { Refused } from './refused.js';
import { ReturnReader } from './return-reader.js';
import type { ReturnKey } from './return-setting.js';
import { ReturnSettings } from './return-settings.js';
import type { ReturnView } from './return-view.js';

/** What the id of a question can be. */
const QUESTION_ID = /^[1-9]\d{0,17}$/;

/** The version of a return that somebody wants to move on. */
export interface VersionKey extends ReturnKey {
  readonly version: number;
}

/** What came of a step: the return as it stands now, or everything that kept it from being taken. */
export type StepOutcome =
  { readonly return: ReturnView; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** A step that is about to be taken, under the lock of its return. */
interface Taking {
  readonly tx: EntityManager;
  readonly version: LivingVersion;
  /** All versions, by number. */
  readonly versions: readonly LivingVersion[];
  /** The instant of the step. */
  readonly at: Date;
}

/** What is recorded of each step that somebody takes here. */
const AUDITED = {
  SIGN_OFF: 'RETURN_SIGNED_OFF',
  QUERY: 'RETURN_QUERIED',
  ANSWER: 'RETURN_ANSWERED',
  TAKE_BACK: 'QUESTION_TAKEN_BACK',
  ACCEPT: 'RETURN_ACCEPTED',
  UNDO_ACCEPTANCE: 'ACCEPTANCE_UNDONE',
  WITHDRAW: 'RETURN_WITHDRAWN',
} as const satisfies Partial<Record<Step, AuditAction>>;

/** What a step is. */
interface Plan {
  readonly action: Exclude<Action, 'SUBMIT' | 'CORRECT'>;
  readonly step: keyof typeof AUDITED;
  /** The id of the question that it ends. */
  readonly question?: string;
  /** Null: none is asked for. One that is asked for and blank is refused. */
  readonly reason: string | null;
  /** What somebody wrote with it. */
  readonly texts: readonly FreeText[];
  /** What is wrong before all else, also where another version stands by now. */
  readonly before?: (tx: EntityManager) => Promise<readonly Problem[]>;
  /** What else is wrong; looked at only where the step could be taken. */
  readonly check?: (tx: EntityManager, version: LivingVersion) => Promise<readonly Problem[]>;
  /** What else is written with it. */
  readonly write?: (taking: Taking) => Promise<void>;
}

/** Moves returns on, from submitted to accepted and back. */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly settings: ReturnSettings,
    private readonly lifecycle: LifecycleRepository,
    private readonly reader: ReturnReader,
    private readonly audit: Audit,
  ) {}

  /**
   * The force stands by a version, with a reason for each warning that it has.
   *
   * @throws CodedError, as every step: NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's return
   */
  async signOff(actor: Actor, key: VersionKey, given: readonly Acknowledgement[]): Promise<StepOutcome> {
    return this.take(actor, key, {
      ...{ action: 'SIGN_OFF', step: 'SIGN_OFF', reason: null },
      texts: given.map(({ code, measure, part: breakdown, reason }) => ({
        ...{ where: `The reason for ${code}`, text: reason },
        subject: measure === null ? null : { measure, breakdown },
      })),
      check: async (tx, { id }) => acknowledgementProblems(await this.lifecycle.problemsOf(tx, id), given),
      write: ({ tx, version }) => this.lifecycle.addAcknowledgements(tx, key, version.id, given),
    });
  }

  /** The region asks something about a version, which is QUERIED until every question of it has ended. */
  async ask(actor: Actor, key: VersionKey, question: string): Promise<StepOutcome> {
    return this.take(actor, key, {
      ...{ action: 'QUERY', step: 'QUERY', reason: null, texts: [written('The question', question)] },
      check: () => Promise.resolve(blank(question, 'Write what you want to know.')),
      write: ({ tx, version, at }) =>
        this.lifecycle.addQuestion(tx, key, {
          ...{ versionId: version.id, question: question.trim(), askedBy: actor.id, askedAt: at },
        }),
    });
  }

  /**
   * The force answers a question.
   *
   * @throws CodedError NOT_FOUND for a question that the caller may not know of
   */
  async answer(caller: Caller, question: string, answer: string): Promise<StepOutcome> {
    return this.endQuestion(capacitiesWith(caller, 'ANSWER_QUERY'), question, {
      ...{ step: 'ANSWER', ending: 'ANSWERED', answer: answer.trim() },
      problems: ({ askedBy }) => [
        ...blank(answer, 'Write the answer.'),
        ...refused(answerRefusalOf([askedBy], caller.id)),
      ],
    });
  }

  /**
   * The region lets go of a question.
   *
   * @throws CodedError NOT_FOUND for an unknown question
   */
  async takeBack(actor: Actor, question: string): Promise<StepOutcome> {
    return this.endQuestion([actor], question, {
      ...{ step: 'TAKE_BACK', ending: 'TAKEN_BACK', answer: null, problems: () => [] },
    });
  }

  /**
   * The region counts a version.
   *
   * @param withoutSignOff why, although its force has not signed it off; null: it has
   */
  async accept(actor: Actor, key: VersionKey, withoutSignOff: string | null): Promise<StepOutcome> {
    const action = withoutSignOff === null ? 'ACCEPT' : 'ACCEPT_WITHOUT_SIGN_OFF';
    const texts = [written('The reason', withoutSignOff)];
    return this.take(actor, key, { action, step: 'ACCEPT', reason: withoutSignOff, texts });
  }

  /** The region does not count the version any more that it counted until now: the one accepted before counts again. */
  async undoAcceptance(actor: Actor, key: VersionKey, reason: string): Promise<StepOutcome> {
    const texts = [written('The reason', reason)];
    return this.take(actor, key, { action: 'UNDO_ACCEPTANCE', step: 'UNDO_ACCEPTANCE', reason, texts });
  }

  /** A version that was sent for the wrong phase counts nowhere. */
  async withdraw(actor: Actor, key: VersionKey, reason: string): Promise<StepOutcome> {
    return this.take(actor, key, {
      ...{ action: 'WITHDRAW', step: 'WITHDRAW', reason, texts: [written('The reason', reason)] },
      write: async ({ tx, version, versions, at }) => {
        const left = standingOf(versions.filter((one) => one !== version).map(({ life }) => life));
        await this.lifecycle.setStanding(tx, key, left.standing?.version ?? null);
        const by = { ending: 'OVERTAKEN', answer: null, person: actor.id, at } as const;
        await this.lifecycle.endQuestions(tx, version.id, null, by);
      },
    });
  }

  /** @param actors what the caller may do it as */
  private async endQuestion(
    actors: readonly Actor[],
    id: string,
    how: {
      readonly step: 'ANSWER' | 'TAKE_BACK';
      readonly ending: QuestionEnding;
      readonly answer: string | null;
      readonly problems: (question: FoundQuestion) => Problem[];
    },
  ): Promise<StepOutcome> {
    const { actor, found } = await this.requireQuestion(actors, id);
    const { step, ending, answer } = how;
    return this.take(actor, found, {
      ...{ action: step, step, reason: null, question: id, texts: [written('The answer', answer)] },
      before: async (tx) => endedProblems((await this.lifecycle.findQuestion(tx, id))?.ending ?? null),
      check: () => Promise.resolve(how.problems(found)),
      write: ({ tx, at }) =>
        this.lifecycle.endQuestions(tx, found.versionId, id, { ending, answer, person: actor.id, at }),
    });
  }

  /**
   * A question with the first of these actors who may know of it.
   *
   * @throws CodedError NOT_FOUND where none may
   */
  private async requireQuestion(
    actors: readonly Actor[],
    id: string,
  ): Promise<{ readonly actor: Actor; readonly found: FoundQuestion }> {
    const read = (tx: EntityManager): Promise<FoundQuestion | null> => this.lifecycle.findQuestion(tx, id);
    for (const actor of QUESTION_ID.test(id) ? actors : []) {
      const found = await this.transactions.run(actor, read, { readOnly: true });
      if (found !== null) return { actor, found };
    }
    throw notFound('question', id);
  }

  /** Takes a step, or tells why not; then nothing is stored. */
  private async take(actor: Actor, key: VersionKey, plan: Plan): Promise<StepOutcome> {
    try {
      return await this.transactions.run(actor, async (tx) => {
        await this.settings.hold(tx, actor, key);
        await this.takeIn(tx, actor, key, plan);
        const taken = await this.reader.read(tx, actor, key, { version: key.version, contents: true });
        if (taken === null) {
          throw new Error('A version that was just moved on is not there.');
        }
        return { return: taken, warnings: personalDataProblems(plan.texts, 'LASTING') };
      });
    } catch (error) {
      if (error instanceof Refused) {
        return { problems: error.problems };
      }
      throw error;
    }
  }

  private async takeIn(tx: EntityManager, actor: Actor, key: VersionKey, plan: Plan): Promise<void> {
    await this.lifecycle.lock(tx, key);
    refuse((await plan.before?.(tx)) ?? []);
    const versions = await this.lifecycle.versions(tx, key);
    const standing = standingOf(versions.map(({ life }) => life));
    const meant = meantBy(plan.action, standing);
    const version = versions.find(({ life }) => life === meant);
    if (meant !== null) refuse(namedProblems(key.version, meant));
    refuse(refused(refusalOf(plan.action, standing, actor.id)));
    if (version === undefined) {
      throw new Error('The version that may be moved on is not among the versions.');
    }
    const reason = plan.reason === null ? null : plan.reason.trim();
    refuse([...(reason === '' ? blank(reason, 'Write why.') : []), ...((await plan.check?.(tx, version)) ?? [])]);
    const at = await this.operations.moveDataVersionOn(tx, key.phase);
    await this.lifecycle.addStep(tx, key, version, { step: plan.step, person: actor.id, at, reason });
    await plan.write?.({ tx, version, versions, at });
    this.audit.record(tx, actor, entryOf(key, plan));
  }
}

/** What is recorded of a step. */
function entryOf({ phase, force, version }: VersionKey, { action, step, question }: Plan): AuditEntry {
  const details = {
    version,
    ...(question === undefined ? {} : { question }),
    ...(action === 'ACCEPT_WITHOUT_SIGN_OFF' ? { withoutSignOff: true } : {}),
  };
  return { action: AUDITED[step], phase, force, details };
}

/** @throws Refused if there is any problem */
function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new Refused(problems);
}

function refused(refusal: Refusal | null): Problem[] {
  return refusal === null ? [] : [problem(refusal.code, refusal.message)];
}

const ENDED: Readonly<Record<QuestionEnding, string>> = {
  ANSWERED: 'was answered',
  TAKEN_BACK: 'was taken back',
  OVERTAKEN: 'is about a version that does not stand any more',
};

/** Why a question cannot be ended; none: it is open. */
function endedProblems(ending: QuestionEnding | null): Problem[] {
  return ending === null
    ? []
    : [problem('NOT_POSSIBLE_NOW', `This question ${ENDED[ending]}. Read the return again to see what is open.`)];
}

/** A text that has to say something and does not. */
function blank(text: string, advice: string): Problem[] {
  return text.trim() === '' ? [problem('REASON_REQUIRED', `Nothing was written. ${advice}`)] : [];
}
