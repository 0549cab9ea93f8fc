import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesWith, type Actor, type Caller } from '../../access/index.js';
import { notFound } from '../../common/errors.js';
import { written } from '../../common/personal-data.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import {
  acknowledgedWarnings,
  acknowledgementProblems,
  answerRefusalOf,
  askerRoleOf,
  blankProblems,
  earlierVersionProblems,
  endedProblems,
  underEmbargoProblems,
  takeBackRefusalOf,
  wholeReturnProblems,
  type Acknowledgement,
  type QuestionEnding,
} from '../domain/index.js';
import { LifecycleRepository, type FoundQuestion, type LivingVersion } from './lifecycle.repository.js';
import { refusalProblems, ReturnSteps, type StepOutcome, type VersionKey } from './return-steps.js';
import { takerOf } from '../shared/returns.policy.js';
import { Withdrawals } from './withdrawals.js';

/** A question, and the capacity in which the caller ends it. */
interface AskedQuestion {
  readonly actor: Actor;
  readonly found: FoundQuestion;
}

/** The form of the id of a question. */
const QUESTION_ID = /^[1-9]\d{0,17}$/;

/** Takes the steps in the life of a return, from submission to acceptance and back. */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly transactions: Transactions,
    private readonly steps: ReturnSteps,
    private readonly lifecycle: LifecycleRepository,
    private readonly withdrawals: Withdrawals,
  ) {}

  /**
   * The force signs off a version, with a reason for each of its warnings; one reason may cover several.
   *
   * @throws CodedError, as for every step here: NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's
   *   return
   */
  async signOff(actor: Actor, key: VersionKey, given: readonly Acknowledgement[]): Promise<StepOutcome> {
    return this.steps.take(actor, key, {
      action: 'SIGN_OFF',
      step: 'SIGN_OFF',
      reason: null,
      texts: given.map(({ code, measure, part: breakdown, reason }) => ({
        where: `The reason for ${code}`,
        text: reason,
        subject: measure === null ? null : { measure, breakdown },
      })),
      check: async (tx, { id }) => acknowledgementProblems(await this.lifecycle.problemsOf(tx, id), given),
      stored: async (tx, version) => (await this.acknowledged(tx, version, given)).map(({ reason }) => reason),
      write: async ({ tx, version }) => {
        const acknowledged = await this.acknowledged(tx, version, given);
        await this.lifecycle.addAcknowledgements(tx, key, version.id, acknowledged);
        return [];
      },
    });
  }

  /**
   * The region, or before acceptance an approver of the force, asks a question about a version, which is QUERIED until
   * all questions about it have ended. While a question is open, the same person asking the same again changes nothing.
   */
  async ask(caller: Caller, key: VersionKey, question: string): Promise<StepOutcome> {
    const actor = takerOf(caller, 'QUERY', key.force);
    const asked = { question, askedBy: actor.id };
    return this.steps.take(actor, key, {
      action: 'QUERY',
      step: 'QUERY',
      reason: null,
      texts: [written('The question', question)],
      check: () => Promise.resolve(blankProblems(question, 'Write the question.')),
      isRepeated: async (tx, { id }) => this.lifecycle.isAsked(tx, { ...asked, versionId: id }, askerRoleOf(actor)),
      write: async ({ tx, version: { id: versionId }, at: askedAt }) => {
        await this.lifecycle.addQuestion(tx, key, { ...asked, versionId, askedAt });
        return [];
      },
    });
  }

  /**
   * The force answers a question.
   *
   * @throws CodedError NOT_FOUND for a question that does not exist, or that the caller may not see
   */
  async answer(caller: Caller, question: string, answer: string): Promise<StepOutcome> {
    return this.endQuestion(await this.requireQuestion(capacitiesWith(caller, 'ANSWER_QUERY'), question), {
      step: 'ANSWER',
      ending: 'ANSWERED',
      answer,
      problems: ({ askedBy }) => [
        ...blankProblems(answer, 'Write the answer.'),
        ...refusalProblems(answerRefusalOf([{ askedBy }], caller.id)),
      ],
    });
  }

  /**
   * Takes back a question, in the role in which it was asked: the region's for the region, the force's for the force.
   *
   * @throws CodedError NOT_FOUND for a question that does not exist, or that the caller may not see
   */
  async takeBack(caller: Caller, question: string): Promise<StepOutcome> {
    const asked = await this.requireQuestion(capacitiesWith(caller, 'QUERY_RETURN'), question);
    const { actor, found } = asked;
    return this.endQuestion(asked, {
      step: 'TAKE_BACK',
      ending: 'TAKEN_BACK',
      answer: null,
      problems: () => refusalProblems(takeBackRefusalOf([found], actor)),
    });
  }

  /**
   * The region accepts a version, which then counts in accepted totals. While a release is under embargo, a version that
   * withholds more than the accepted one is refused: the release may show what it withholds.
   *
   * @param withoutSignOff why the version is accepted without the force's sign-off; null: the force has signed it off
   */
  async accept(actor: Actor, key: VersionKey, withoutSignOff: string | null): Promise<StepOutcome> {
    const action = withoutSignOff === null ? 'ACCEPT' : 'ACCEPT_WITHOUT_SIGN_OFF';
    const texts = [written('The reason', withoutSignOff)];
    return this.steps.take(actor, key, {
      action,
      step: 'ACCEPT',
      reason: withoutSignOff,
      texts,
      check: async (tx, { id }) => underEmbargoProblems(await this.lifecycle.newlyWithheldUnderEmbargo(tx, key, id)),
    });
  }

  /** The region undoes the acceptance of a version. The version accepted before it, if any, counts again. */
  async undoAcceptance(actor: Actor, key: VersionKey, reason: string): Promise<StepOutcome> {
    const texts = [written('The reason', reason)];
    return this.steps.take(actor, key, { action: 'UNDO_ACCEPTANCE', step: 'UNDO_ACCEPTANCE', reason, texts });
  }

  /**
   * Withdraws a version that was sent for the wrong phase, so that it counts in no total. The version before it is
   * current again, with the state and the questions that it had when the withdrawn one was submitted; the outcome warns
   * of that.
   *
   * @param wholeReturn true: every version is withdrawn, or none if one of them cannot be
   */
  async withdraw(actor: Actor, key: VersionKey, reason: string, wholeReturn: boolean): Promise<StepOutcome> {
    const order = { person: actor.id, reason, wholeReturn };
    return this.steps.take(actor, key, {
      action: 'WITHDRAW',
      step: 'WITHDRAW',
      reason,
      texts: [written('The reason', reason)],
      check: (_tx, _version, versions) => {
        const lives = versions.map(({ life }) => life).filter(({ isWithdrawn }) => !isWithdrawn);
        return Promise.resolve(wholeReturn ? wholeReturnProblems(lives, actor) : []);
      },
      write: (taking) => this.withdrawals.write(key, taking, order),
      warn: ({ currentVersions: current }) => earlierVersionProblems(current, actor),
    });
  }

  /** The reasons in the form in which they are stored: one for each warning. */
  private async acknowledged(
    tx: EntityManager,
    { id }: LivingVersion,
    given: readonly Acknowledgement[],
  ): Promise<Acknowledgement[]> {
    return acknowledgedWarnings(await this.lifecycle.problemsOf(tx, id), given);
  }

  private async endQuestion(
    { actor, found }: AskedQuestion,
    how: {
      readonly step: 'ANSWER' | 'TAKE_BACK';
      readonly ending: QuestionEnding;
      readonly answer: string | null;
      readonly problems: (question: FoundQuestion) => Problem[];
    },
  ): Promise<StepOutcome> {
    const { step, ending, answer } = how;
    const { id } = found;
    return this.steps.take(actor, found, {
      action: step,
      step,
      reason: null,
      question: id,
      texts: [written('The answer', answer)],
      before: async (tx) => endedProblems((await this.lifecycle.findQuestion(tx, id))?.ending ?? null),
      check: () => Promise.resolve(how.problems(found)),
      write: async ({ tx, at }) => {
        await this.lifecycle.endQuestions(tx, found.versionId, id, { ending, answer, person: actor.id, at });
        return [];
      },
    });
  }

  /**
   * A question, with the first capacity that sees it and acts for the side that asked it; if there is none, with the first
   * that sees it.
   *
   * @param actors the capacities in which the caller may end questions
   * @throws CodedError NOT_FOUND if none of them may see it
   */
  private async requireQuestion(actors: readonly Actor[], id: string): Promise<AskedQuestion> {
    const read = (tx: EntityManager): Promise<FoundQuestion | null> => this.lifecycle.findQuestion(tx, id);
    const seen: AskedQuestion[] = [];
    for (const actor of QUESTION_ID.test(id) ? actors : []) {
      const found = await this.transactions.run(actor, read, { readOnly: true });
      if (found !== null) seen.push({ actor, found });
    }
    const asked = seen.find(({ actor, found }) => found.askedAs === askerRoleOf(actor)) ?? seen[0];
    if (asked === undefined) throw notFound('question', id);
    return asked;
  }
}
