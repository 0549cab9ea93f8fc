import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit, type AuditAction } from '../../audit/index.js';
import { isBlank } from '../../common/blank.js';
import { personalDataProblems, written, type FreeText } from '../../common/personal-data.js';
import { blocks, problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { HeldBackTotals } from '../../operations/index.js';
import {
  broughtForwardProblems,
  eventProblems,
  publicationProblems,
  reasonProblems,
  type Acknowledgement,
  type Publication,
  type ReleaseEvent,
} from '../domain/index.js';
import { PreElectionRepository } from '../pre-election/pre-election.repository.js';
import { bytesOf } from '../preparation/content-of.js';
import { DraftsRepository } from '../preparation/drafts.repository.js';
import { NamedReaders } from '../preparation/named-readers.js';
import { NextRelease, type Prepared } from '../preparation/next-release.js';
import { releaseNotFound } from '../reading/not-found.js';
import { ReleaseReader, type ReleaseView } from '../reading/release-reader.js';
import { ReleasesRepository, type ReleaseRow } from '../reading/releases.repository.js';
import { ReleaseWriter } from './release-writer.repository.js';

/** A release to be published, and the reasons to publish it despite the warnings. */
export interface PublicationRequest extends Publication {
  readonly acknowledgements: readonly Acknowledgement[];
}

/** The release as it is now, or all problems that prevented the change. */
export type ReleaseOutcome =
  | {
      readonly release: ReleaseView;
      /** What looks like personal data in the texts given. */
      readonly warnings: readonly Problem[];
    }
  | { readonly problems: readonly Problem[] };

const EVENT_ACTIONS = {
  SENT_TO_MEDIA: 'RELEASE_SENT_TO_MEDIA',
  LEAK_DECLARED: 'RELEASE_LEAK_DECLARED',
} as const satisfies Record<ReleaseEvent, AuditAction>;

/** Publishes and withdraws releases, for the coordinator. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly heldBack: HeldBackTotals,
    private readonly next: NextRelease,
    private readonly named: NamedReaders,
    private readonly releases: ReleasesRepository,
    private readonly writer: ReleaseWriter,
    private readonly drafts: DraftsRepository,
    private readonly preElection: PreElectionRepository,
    private readonly reader: ReleaseReader,
    private readonly audit: Audit,
  ) {}

  /**
   * Publishes the accepted figures of a phase as the next version, at once or under embargo. Publishing ends embargoes
   * of earlier versions that would end later.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async publish(actor: Actor, phase: string, asked: PublicationRequest): Promise<ReleaseOutcome> {
    const unknown = await this.named.problemsWith(asked.namedReaders);
    const done = await this.transactions.run(actor, async (tx): Promise<number | Problem[]> => {
      const { phase: locked } = await this.heldBack.lock(tx, phase);
      const prepared = await this.next.of(tx, actor, phase, {
        ...asked,
        atOnce: asked.embargoUntil === null,
      });
      const { now, content, underEmbargo } = prepared;
      // The note is published, so it is checked before.
      const checklist = [
        ...prepared.problems,
        ...personalDataProblems([written('The note', asked.note)], 'CHANGEABLE'),
      ];
      const { totalsHeldBack } = locked;
      const context = { now, totalsHeldBack, newestVersion: content.version - 1, underEmbargo };
      const problems = [
        ...publicationProblems(asked, context),
        ...unknown,
        ...checklist.filter(blocks),
        ...reasonProblems(checklist, asked.acknowledgements),
      ];
      if (problems.length > 0) return [...problems, ...checklist.filter((found) => !blocks(found))];
      return this.store(tx, actor, prepared, asked);
    });
    if (typeof done !== 'number') return { problems: done };
    const reasons = asked.acknowledgements.map(({ code, reason }) => written(`The reason for ${code}`, reason));
    return this.changed(actor, phase, done, reasons);
  }

  /**
   * Withdraws a release: readers then see only that it was published and withdrawn. Earlier versions stay superseded.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or version
   */
  async withdraw(actor: Actor, phase: string, version: number, reason: string): Promise<ReleaseOutcome> {
    const texts = [written('The reason', reason)];
    return this.change(actor, { phase, version, texts }, async (tx, now, release) => {
      if (release.withdrawnAt !== null) return withdrawnProblems(version);
      if (isBlank(reason))
        return [problem('REASON_REQUIRED', 'A withdrawal needs a reason. Say why the figures must not be used.')];
      await this.writer.withdraw(tx, phase, version, now);
      await this.writer.addStep(tx, { phase, version, step: 'WITHDRAW', at: now, reason, opensAt: null });
      // Totals that are held back now stay so until another embargo ends, or until the coordinator shows them.
      await this.heldBack.endAt(tx, phase, await this.writer.lastOpening(tx, phase, now));
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
    return this.change(actor, { phase, version, texts }, async (tx, now, release) => {
      if (release.withdrawnAt !== null) return withdrawnProblems(version);
      const problems = broughtForwardProblems(release, now, {
        reason,
        preElection: await this.preElection.including(tx, now),
      });
      if (problems.length > 0) return problems;
      await this.endEmbargoes(tx, actor, phase, { at: now, to: now, before: version + 1, reason });
      await this.showTotals(tx, phase, now);
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
    return this.change(actor, { phase, version, texts: [written('The note', note)] }, async (tx, now, release) => {
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
    change: (tx: EntityManager, now: Date, release: ReleaseRow) => Promise<Problem[]>,
  ): Promise<ReleaseOutcome> {
    const problems = await this.transactions.run(actor, async (tx) => {
      await this.heldBack.lock(tx, phase);
      const now = await this.releases.now(tx);
      const release = (await this.releases.visible(tx, phase)).find((one) => one.version === version);
      if (release === undefined) throw releaseNotFound(phase, version);
      return change(tx, now, release);
    });
    return problems.length > 0 ? { problems } : this.changed(actor, phase, version, texts);
  }

  /**
   * Stores the release with everything around it, and ends what it replaces.
   *
   * @returns the version
   */
  private async store(
    tx: EntityManager,
    actor: Actor,
    { content, now }: Prepared,
    { embargoUntil, kind, note, namedReaders, acknowledgements }: PublicationRequest,
  ): Promise<number> {
    const { version } = content;
    const { code: phase, operation } = content.phase;
    await this.writer.add(tx, {
      phase,
      version,
      kind,
      note,
      at: now,
      embargoUntil,
      content: bytesOf(content),
    });
    if (embargoUntil !== null) {
      await this.writer.addReaders(tx, phase, version, await this.named.withListed(tx, operation, namedReaders));
    }
    await this.writer.addAcknowledgements(tx, phase, version, acknowledgements);
    await this.drafts.discard(tx, phase);
    const opensAt = embargoUntil ?? now;
    await this.writer.addStep(tx, { phase, version, step: 'PUBLISH', at: now, reason: null, opensAt });
    const until = embargoUntil?.toISOString() ?? null;
    this.audit.record(tx, actor, { action: 'RELEASE_PUBLISHED', phase, details: { version, embargoUntil: until } });
    await this.endEmbargoes(tx, actor, phase, { at: now, to: opensAt, before: version, reason: null });
    await this.showTotals(tx, phase, now);
    return version;
  }

  /** Lets embargoes of versions before this one that end after `to` end then. */
  private async endEmbargoes(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    { at, to, before, reason }: { at: Date; to: Date; before: number; reason: string | null },
  ): Promise<void> {
    for (const { version, opensAt } of await this.writer.bringForward(tx, phase, to, before)) {
      await this.writer.addStep(tx, { phase, version, step: 'BRING_FORWARD', at, reason, opensAt });
      const details = { version, opensAt: opensAt.toISOString() };
      this.audit.record(tx, actor, { action: 'RELEASE_BROUGHT_FORWARD', phase, details });
    }
  }

  /** After a release has come out: the totals can be read, unless a later version is still under embargo. */
  private async showTotals(tx: EntityManager, phase: string, now: Date): Promise<void> {
    const last = await this.writer.lastOpening(tx, phase, now);
    if (last === null) await this.heldBack.end(tx, phase);
    else await this.heldBack.endAt(tx, phase, last);
  }

  /** @param texts the texts that were given, which are never changed */
  private async changed(
    actor: Actor,
    phase: string,
    version: number,
    texts: readonly FreeText[],
  ): Promise<ReleaseOutcome> {
    const { release } = await this.reader.find(actor, phase, version);
    if (release === null) throw new Error('A release that was just changed is not there.');
    return { release, warnings: personalDataProblems(texts, 'LASTING') };
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
