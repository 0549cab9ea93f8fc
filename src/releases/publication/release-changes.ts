import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit, type AuditAction } from '../../audit/index.js';
import { isBlank } from '../../common/blank.js';
import { written, type FreeText } from '../../common/personal-data.js';
import { problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { HeldBackTotals } from '../../operations/index.js';
import { broughtForwardProblems, eventProblems, type ReleaseEvent } from '../domain/index.js';
import { PreElectionRepository } from '../pre-election/pre-election.repository.js';
import { releaseNotFound } from '../reading/not-found.js';
import { ReleaseReader } from '../reading/release-reader.js';
import type { ReleaseRow } from '../reading/releases.repository.js';
import { Embargoes } from './embargoes.js';
import { outcomeOf, type ReleaseOutcome } from './release-outcome.js';
import { ReleaseWriter } from './release-writer.repository.js';

const EVENT_ACTIONS = {
  SENT_TO_MEDIA: 'RELEASE_SENT_TO_MEDIA',
  LEAK_DECLARED: 'RELEASE_LEAK_DECLARED',
} as const satisfies Record<ReleaseEvent, AuditAction>;

/** What is done with a release after it was published, for the coordinator. */
@Injectable()
export class ReleaseChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly heldBack: HeldBackTotals,
    private readonly writer: ReleaseWriter,
    private readonly preElection: PreElectionRepository,
    private readonly embargoes: Embargoes,
    private readonly reader: ReleaseReader,
    private readonly audit: Audit,
  ) {}

  /**
   * Withdraws a release: readers then see only that it was published and withdrawn. Earlier versions stay superseded.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or version
   */
  async withdraw(actor: Actor, phase: string, version: number, reason: string): Promise<ReleaseOutcome> {
    const texts = [written('The reason', reason)];
    return this.change(actor, { phase, version, texts }, async (tx, release) => {
      const { now } = release;
      if (release.withdrawnAt !== null) return withdrawnProblems(version);
      if (isBlank(reason))
        return [problem('REASON_REQUIRED', 'A withdrawal needs a reason. Say why the figures must not be used.')];
      await this.writer.withdraw(tx, phase, version, now);
      await this.writer.addStep(tx, { phase, version, step: 'WITHDRAW', at: now, reason, opensAt: null });
      await this.embargoes.keepTotals(tx, phase, now);
      this.audit.record(tx, actor, { action: 'RELEASE_WITHDRAWN', phase, details: { version } });
      return [];
    });
  }

  /**
   * Ends the embargo of a release now, and those of earlier versions with it. In a pre-election period it needs a reason.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or version
   */
  async bringForward(actor: Actor, phase: string, version: number, reason: string | null): Promise<ReleaseOutcome> {
    const texts = [written('The reason', reason)];
    return this.change(actor, { phase, version, texts }, async (tx, release) => {
      const { now } = release;
      if (release.withdrawnAt !== null) return withdrawnProblems(version);
      const problems = broughtForwardProblems(release, now, {
        reason,
        preElection: await this.preElection.including(tx, now),
      });
      if (problems.length > 0) return problems;
      await this.embargoes.end(tx, actor, phase, { at: now, to: now, before: version + 1, reason });
      await this.embargoes.showTotals(tx, phase, now);
      return [];
    });
  }

  /**
   * Records that a release was sent to the media, or that it has leaked; of a withdrawn one too.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or version
   */
  async record(
    actor: Actor,
    { phase, version }: { readonly phase: string; readonly version: number },
    event: ReleaseEvent,
    note: string | null,
  ): Promise<ReleaseOutcome> {
    return this.change(actor, { phase, version, texts: [written('The note', note)] }, async (tx, release) => {
      const { now } = release;
      const problems = eventProblems(release, event);
      if (problems.length > 0) return problems;
      await this.writer.addStep(tx, { phase, version, step: event, at: now, reason: note, opensAt: null });
      this.audit.record(tx, actor, { action: EVENT_ACTIONS[event], phase, details: { version } });
      return [];
    });
  }

  /**
   * Changes a release under the lock of its phase.
   *
   * @param change gives the problems that prevent the change; empty: it was made
   */
  private async change(
    actor: Actor,
    { phase, version, texts }: { phase: string; version: number; texts: readonly FreeText[] },
    change: (tx: EntityManager, release: ReleaseRow) => Promise<Problem[]>,
  ): Promise<ReleaseOutcome> {
    const problems = await this.transactions.run(actor, async (tx) => {
      await this.heldBack.lock(tx, phase);
      const release = (await this.reader.rows(tx, phase)).find((one) => one.version === version);
      if (release === undefined) throw releaseNotFound(phase, version);
      return change(tx, release);
    });
    return problems.length > 0 ? { problems } : outcomeOf(this.reader, actor, { phase, version }, texts);
  }
}

/** NOT_POSSIBLE_NOW of a release that was withdrawn. */
function withdrawnProblems(version: number): Problem[] {
  return [
    problem(
      'NOT_POSSIBLE_NOW',
      `Release ${version} was withdrawn, so it can no longer be changed. Publish another version instead.`,
    ),
  ];
}
