import { Injectable } from '@nestjs/common';
import {
  capacitiesWith,
  capacityFor,
  hasPermission,
  describeRefusal,
  type Actor,
  type Caller,
  type Permission,
} from '../../access/index.js';
import { CodedError, cut } from '../../common/errors.js';
import {
  answerRefusalOf,
  refusalOf,
  takeBackRefusalOf,
  versionCountProblems,
  type Action,
  type AdmissionProblem,
  type Refusal,
  type CurrentVersions,
  type OpenQuestion,
} from '../domain/index.js';
import { admissionOf, type ReturnContext } from './return-context.js';

/** The permission that each action needs. */
const PERMISSIONS = {
  SUBMIT: 'SEND_RETURN',
  CORRECT: 'SEND_RETURN',
  SIGN_OFF: 'SIGN_OFF_RETURN',
  QUERY: 'QUERY_RETURN',
  ANSWER: 'ANSWER_QUERY',
  TAKE_BACK: 'QUERY_RETURN',
  ACCEPT: 'ACCEPT_RETURN',
  ACCEPT_WITHOUT_SIGN_OFF: 'ACCEPT_RETURN',
  UNDO_ACCEPTANCE: 'ACCEPT_RETURN',
  WITHDRAW: 'SEND_RETURN',
} as const satisfies Record<Action, Permission>;

/** Why somebody may not take an action. */
export interface Denial {
  readonly action: Action;
  readonly code: Refusal['code'] | AdmissionProblem['code'] | 'TOO_MANY_VERSIONS' | 'FORBIDDEN';
  readonly message: string;
}

/** The data that decides which actions on a return are allowed. */
export interface ActionContext {
  readonly currentVersions: CurrentVersions;
  /** The open questions about the current version. */
  readonly openQuestions: readonly OpenQuestion[];
  readonly context: ReturnContext;
  /** Until when a closed phase still takes the force's first return; null: it takes none. */
  readonly exceptionUntil: Date | null;
}

/**
 * The capacity in which a caller takes an action on a return of a force. A caller who may ask for the region does so,
 * because the region may ask whenever an approver may. A question is taken back in the role in which it was asked, if the
 * caller has it.
 *
 * @param open the open questions, which matter for TAKE_BACK only
 */
export function takerOf(
  caller: Caller,
  action: Action,
  force: string,
  open: readonly Pick<OpenQuestion, 'askedAs'>[] = [],
): Actor {
  const usual = capacityFor(caller, PERMISSIONS[action], force);
  if (action !== 'QUERY' && action !== 'TAKE_BACK') return usual;
  const able = capacitiesWith(caller, PERMISSIONS[action]);
  const fits =
    action === 'QUERY'
      ? (actor: Actor): boolean => actor.force === null
      : (actor: Actor): boolean =>
          (actor.force === null || actor.force === force) && takeBackRefusalOf(open, actor) === null;
  return able.find(fits) ?? usual;
}

/** @throws CodedError FORBIDDEN if a person from one force writes for another */
export function assertMayWriteFor(actor: Actor, force: string): void {
  const refusal = otherForceRefusal(actor, force);
  if (refusal !== null) throw new CodedError('FORBIDDEN', refusal);
}

/** Decides whose returns a caller may read and change. */
@Injectable()
export class ReturnsPolicy {
  /** False for a person from one force and the return of another, which must then look as if it did not exist. */
  mayRead(actor: Actor, force: string): boolean {
    return actor.force === null || actor.force === force;
  }

  /**
   * Why a caller who may read a return may not take an action on it now, in the capacity in which they would take it;
   * null if they may.
   */
  denialOf(
    caller: Caller,
    action: Action,
    { currentVersions, openQuestions, context, exceptionUntil }: ActionContext,
  ): Denial | null {
    const actor = takerOf(caller, action, context.force.code, openQuestions);
    if (!hasPermission(actor, PERMISSIONS[action])) {
      return { action, code: 'FORBIDDEN', message: describeRefusal(actor.role, PERMISSIONS[action]) };
    }
    const otherForce = otherForceRefusal(actor, context.force.code);
    if (otherForce !== null) {
      return { action, code: 'FORBIDDEN', message: otherForce };
    }
    const refusal = refusalOf(action, currentVersions, actor) ?? endingRefusalOf(action, openQuestions, actor);
    if (refusal !== null) {
      return { action, ...refusal };
    }
    if (action !== 'SUBMIT' && action !== 'CORRECT') return null;
    const isOwn = actor.force !== null;
    const [problem] = [
      ...admissionOf(context, { hasReturn: currentVersions.current !== null, exceptionUntil, isOwn }),
      ...versionCountProblems(currentVersions.versions, isOwn),
    ];
    return problem === undefined ? null : { action, code: problem.code, message: problem.message };
  }
}

/** Why the actor may end none of the open questions by this action; null if they may, or it ends no question. */
function endingRefusalOf(action: Action, open: readonly OpenQuestion[], actor: Actor): Refusal | null {
  if (action === 'ANSWER') return answerRefusalOf(open, actor.id);
  return action === 'TAKE_BACK' ? takeBackRefusalOf(open, actor) : null;
}

/** Why the actor may not write for a force; null if they may. */
function otherForceRefusal(actor: Actor, force: string): string | null {
  return actor.force === null || actor.force === force
    ? null
    : `You may change returns of ${actor.force} only, not of ${cut(force)}.`;
}
