import { Injectable } from '@nestjs/common';
import { capacityFor, hasPermission, sayRefusal, type Actor, type Caller, type Permission } from '../access/index.js';
import { CodedError, cut } from '../common/errors.js';
import {
  answerRefusalOf,
  refusalOf,
  versionCountProblems,
  type Action,
  type AdmissionProblem,
  type Refusal,
  type Standing,
} from './domain/index.js';
import { admissionOf, type ReturnSetting } from './return-setting.js';

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

/** Why somebody may not do something. */
export interface Denial {
  readonly action: Action;
  readonly code: Refusal['code'] | AdmissionProblem['code'] | 'TOO_MANY_VERSIONS' | 'FORBIDDEN';
  readonly message: string;
}

/** What decides whether something may be done with a return. */
export interface Standpoint {
  readonly standing: Standing;
  /** Who asked each open question of the version that stands; a person's id. */
  readonly askers: readonly string[];
  readonly setting: ReturnSetting;
  /** Until when a closed phase takes the force's first return; null: it does not. */
  readonly exceptionUntil: Date | null;
}

/** Whose returns somebody may move on and read, once the role may at all. */
@Injectable()
export class ReturnsPolicy {
  /** @throws CodedError FORBIDDEN for a force's person who writes for another force */
  assertMaySend(actor: Actor, force: string): void {
    const refusal = refusalFor(actor, force);
    if (refusal !== null) {
      throw new CodedError('FORBIDDEN', refusal);
    }
  }

  /** False for a force's person and another force's return, which is then as if it were not there. */
  mayRead(actor: Actor, force: string): boolean {
    return actor.force === null || actor.force === force;
  }

  /**
   * Why somebody who may read a return may not do something with it now, in the capacity in which they would; null: they
   * may.
   */
  denialOf(caller: Caller, action: Action, { standing, askers, setting, exceptionUntil }: Standpoint): Denial | null {
    const actor = capacityFor(caller, PERMISSIONS[action], setting.force.code);
    if (!hasPermission(actor, PERMISSIONS[action])) {
      return { action, code: 'FORBIDDEN', message: sayRefusal(actor.role, PERMISSIONS[action]) };
    }
    const otherForce = refusalFor(actor, setting.force.code);
    if (otherForce !== null) {
      return { action, code: 'FORBIDDEN', message: otherForce };
    }
    const refusal =
      refusalOf(action, standing, actor.id) ?? (action === 'ANSWER' ? answerRefusalOf(askers, actor.id) : null);
    if (refusal !== null) {
      return { action, ...refusal };
    }
    if (action !== 'SUBMIT' && action !== 'CORRECT') return null;
    const seating = { hasReturn: standing.standing !== null, exceptionUntil };
    const [problem] = [
      ...admissionOf(setting, seating),
      ...versionCountProblems(standing.versions, actor.force !== null),
    ];
    return problem === undefined ? null : { action, code: problem.code, message: problem.message };
  }
}

/** Why somebody may not write for a force; null: they may. */
function refusalFor(actor: Actor, force: string): string | null {
  return actor.force === null || actor.force === force
    ? null
    : `You may only write for ${actor.force}, not for ${cut(force)}.`;
}
