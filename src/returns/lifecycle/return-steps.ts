import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit, type AuditAction, type AuditEntry } from '../../audit/index.js';
import { personalDataProblems, type FreeText } from '../../common/personal-data.js';
import { problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import {
  hasTextLimit,
  blankProblems,
  bytesOf,
  targetOf,
  namedProblems,
  refusalOf,
  currentVersionsOf,
  type Action,
  type Refusal,
  type CurrentVersions,
  type Step,
} from '../domain/index.js';
import { LifecycleRepository, type LivingVersion } from './lifecycle.repository.js';
import { refuse, RejectedError } from '../shared/rejected-error.js';
import { WHOLE, ReturnReader } from '../reading/return-reader.js';
import type { ReturnKey } from '../shared/return-context.js';
import { ReturnContextService } from '../shared/return-context.service.js';
import { ReturnSize } from '../validation/return-size.js';
import type { ReturnView } from '../reading/return-view.js';
import { assertMayWriteFor } from '../shared/returns.policy.js';

/** The version of a return that a step is for. */
export interface VersionKey extends ReturnKey {
  readonly version: number;
}

/** The outcome of a step: the return after it, or the problems for which it was refused. */
export type StepOutcome =
  { readonly return: ReturnView; readonly warnings: readonly Problem[] } | { readonly problems: readonly Problem[] };

/** A step that is about to be taken. Its return is locked. */
interface Taking {
  readonly tx: EntityManager;
  readonly version: LivingVersion;
  /** All versions, by number. */
  readonly versions: readonly LivingVersion[];
  /** The instant of the step. */
  readonly at: Date;
}

/** The audit action of each step that a person takes here. */
const AUDITED = {
  SIGN_OFF: 'RETURN_SIGNED_OFF',
  QUERY: 'RETURN_QUERIED',
  ANSWER: 'RETURN_ANSWERED',
  TAKE_BACK: 'QUESTION_TAKEN_BACK',
  ACCEPT: 'RETURN_ACCEPTED',
  UNDO_ACCEPTANCE: 'ACCEPTANCE_UNDONE',
  WITHDRAW: 'RETURN_WITHDRAWN',
} as const satisfies Record<Exclude<Step, 'SUBMIT' | 'OVERTAKE' | 'REINSTATE'>, AuditAction>;

/** What a step does, and what is checked before it. */
export interface StepPlan {
  readonly action: Exclude<Action, 'SUBMIT' | 'CORRECT'>;
  readonly step: keyof typeof AUDITED;
  /** The id of the question that it ends. */
  readonly question?: string;
  /** Null: the step needs no reason. A blank reason is refused. */
  readonly reason: string | null;
  /** The free text sent with the step. */
  readonly texts: readonly FreeText[];
  /** The texts that are stored, if they differ from `texts`. */
  readonly stored?: (tx: EntityManager, version: LivingVersion) => Promise<readonly string[]>;
  /** Problems that are found before the version is checked. */
  readonly before?: (tx: EntityManager) => Promise<readonly Problem[]>;
  /** Other problems; only checked if the step is allowed otherwise. */
  readonly check?: (tx: EntityManager, version: LivingVersion, all: readonly LivingVersion[]) => Promise<Problem[]>;
  /** Whether the step was taken before, by a request that came twice: then nothing is stored. Left out: it never was. */
  readonly isRepeated?: (tx: EntityManager, version: LivingVersion) => Promise<boolean>;
  /** Writes more than the step itself; returns further audit entries. */
  readonly write?: (taking: Taking) => Promise<readonly AuditEntry[]>;
  /** Warnings after the step. */
  readonly warn?: (taken: ReturnView) => readonly Problem[];
}

/** Takes the steps of a return: with the same checks, in the same order and with an audit entry for each. */
@Injectable()
export class ReturnSteps {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly contexts: ReturnContextService,
    private readonly lifecycle: LifecycleRepository,
    private readonly size: ReturnSize,
    private readonly reader: ReturnReader,
    private readonly audit: Audit,
  ) {}

  /** Takes a step. If it has problems, nothing is stored and the outcome gives them. */
  async take(actor: Actor, key: VersionKey, plan: StepPlan): Promise<StepOutcome> {
    try {
      return await this.transactions.run(actor, async (tx) => {
        await this.contexts.loadForUpdate(tx, key);
        assertMayWriteFor(actor, key.force);
        await this.takeWithin(tx, actor, key, plan);
        const taken = await this.reader.read(tx, actor, key, {
          version: key.version,
          ...WHOLE,
        });
        if (taken === null) {
          throw new Error('The version of a step that was just taken does not exist.');
        }
        const warnings = [...(plan.warn?.(taken) ?? []), ...personalDataProblems(plan.texts, 'LASTING')];
        return { return: taken, warnings };
      });
    } catch (error) {
      if (error instanceof RejectedError) {
        return { problems: error.problems };
      }
      throw error;
    }
  }

  private async takeWithin(tx: EntityManager, actor: Actor, key: VersionKey, plan: StepPlan): Promise<void> {
    await this.lifecycle.lock(tx, key);
    refuse((await plan.before?.(tx)) ?? []);
    const versions = await this.lifecycle.versions(tx, key);
    const version = movable(key, plan.action, actor, versions);
    const { reason } = plan;
    refuse([
      ...(reason === null ? [] : blankProblems(reason, 'Give a reason.')),
      ...((await plan.check?.(tx, version, versions)) ?? []),
    ]);
    if ((await plan.isRepeated?.(tx, version)) === true) return;
    await this.refuseTooMuchText(tx, key, plan, version);
    const at = await this.operations.moveDataVersionOn(tx, key.phase);
    await this.lifecycle.addStep(tx, key, version, { step: plan.step, person: actor.id, at, reason });
    const more = (await plan.write?.({ tx, version, versions, at })) ?? [];
    for (const entry of [entryOf(key, plan), ...more]) this.audit.record(tx, actor, entry);
  }

  private async refuseTooMuchText(
    tx: EntityManager,
    key: VersionKey,
    plan: StepPlan,
    version: LivingVersion,
  ): Promise<void> {
    const { action, texts, stored } = plan;
    if (!hasTextLimit(action)) return;
    const kept = (await stored?.(tx, version)) ?? texts.map(({ text }) => text);
    refuse(await this.size.problems(tx, key, action, bytesOf(kept)));
  }
}

/**
 * The version that an action is for.
 *
 * @throws RejectedError if the caller named another version, or the action is not possible now
 */
function movable(
  { version: named }: VersionKey,
  action: Action,
  actor: Actor,
  versions: readonly LivingVersion[],
): LivingVersion {
  const currentVersions: CurrentVersions = currentVersionsOf(versions.map(({ life }) => life));
  const target = targetOf(action, currentVersions);
  if (target !== null) refuse(namedProblems(named, target));
  refuse(refusalProblems(refusalOf(action, currentVersions, actor)));
  const version = versions.find(({ life }) => life === target);
  if (version === undefined) {
    throw new Error('The version that a step is for is not among the versions of its return.');
  }
  return version;
}

/** The audit entry of a step. */
function entryOf({ phase, force, version }: VersionKey, { action, step, question }: StepPlan): AuditEntry {
  const details = {
    version,
    ...(question === undefined ? {} : { question }),
    ...(action === 'ACCEPT_WITHOUT_SIGN_OFF' ? { withoutSignOff: true } : {}),
  };
  return { action: AUDITED[step], phase, force, details };
}

/** A refusal as a list of problems; empty if there is no refusal. */
export function refusalProblems(refusal: Refusal | null): Problem[] {
  return refusal === null ? [] : [problem(refusal.code, refusal.message)];
}
