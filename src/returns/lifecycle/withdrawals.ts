import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { AuditEntry } from '../../audit/index.js';
import { currentVersionsOf, type Life } from '../domain/index.js';
import { LifecycleRepository, type LivingVersion, type NewStep } from './lifecycle.repository.js';
import type { ReturnKey } from '../shared/return-context.js';

/** A withdrawal that is being written. Its return is locked. */
export interface Withdrawing {
  readonly tx: EntityManager;
  /** The current version, whose WITHDRAW step is already written. */
  readonly version: LivingVersion;
  /** All versions as they were before the withdrawal, by number. */
  readonly versions: readonly LivingVersion[];
  readonly at: Date;
}

/** Who withdraws, why, and whether every version is withdrawn. */
export interface WithdrawalOrder {
  readonly person: string;
  readonly reason: string;
  readonly wholeReturn: boolean;
}

/** Writes what follows from a withdrawal: which version is current now, and its open questions. */
@Injectable()
export class Withdrawals {
  constructor(private readonly lifecycle: LifecycleRepository) {}

  /** @returns the audit entries besides that of the current version's withdrawal */
  async write(key: ReturnKey, withdrawing: Withdrawing, order: WithdrawalOrder): Promise<AuditEntry[]> {
    const { tx, version, versions } = withdrawing;
    await this.endQuestions(withdrawing, version, order.person);
    const others = versions.filter((one) => one !== version && !one.life.isWithdrawn);
    if (order.wholeReturn) {
      await this.lifecycle.setCurrentVersion(tx, key, null);
      return this.withdrawAll(key, withdrawing, others, order);
    }
    const current = currentOf(others);
    await this.lifecycle.setCurrentVersion(tx, key, current?.life.version ?? null);
    return current === null ? [] : this.reinstate(key, withdrawing, current, order.person);
  }

  private async withdrawAll(
    { phase, force }: ReturnKey,
    withdrawing: Withdrawing,
    others: readonly LivingVersion[],
    { person, reason }: WithdrawalOrder,
  ): Promise<AuditEntry[]> {
    const { tx, at } = withdrawing;
    const entries: AuditEntry[] = [];
    // Newest first, so that each is the current version when it is withdrawn.
    for (const version of others.toReversed()) {
      const step: NewStep = { step: 'WITHDRAW', person, at, reason };
      await this.lifecycle.addStep(tx, { phase, force }, version, step);
      await this.endQuestions(withdrawing, version, person);
      const details = { version: version.life.version };
      entries.push({ action: 'RETURN_WITHDRAWN', phase, force, details });
    }
    return entries;
  }

  /** Opens again the questions that were open when the withdrawn version was submitted. */
  private async reinstate(
    { phase, force }: ReturnKey,
    { tx, at }: Withdrawing,
    current: LivingVersion,
    person: string,
  ): Promise<AuditEntry[]> {
    if (current.life.overtakenQuestions === 0) return [];
    await this.lifecycle.addStep(tx, { phase, force }, current, { step: 'REINSTATE', person, at, reason: null });
    await this.lifecycle.reopenQuestions(tx, current.id, person, at);
    const details = { version: current.life.version };
    return [{ action: 'RETURN_REINSTATED', phase, force, details }];
  }

  private async endQuestions({ tx, at }: Withdrawing, { id }: LivingVersion, person: string): Promise<void> {
    await this.lifecycle.endQuestions(tx, id, null, { ending: 'OVERTAKEN', answer: null, person, at });
  }
}

function currentOf(versions: readonly LivingVersion[]): LivingVersion | null {
  const lives: readonly Life[] = versions.map(({ life }) => life);
  const { current } = currentVersionsOf(lives);
  return versions.find(({ life }) => life === current) ?? null;
}
