import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { hasPermission, type Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import type { Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { HeldBackTotals, OperationsService } from '../../operations/index.js';
import type { ReleaseContent } from '../domain/index.js';
import { bytesOf } from './content-of.js';
import { DraftsRepository } from './drafts.repository.js';
import { NamedReaders } from './named-readers.js';
import { NextRelease } from './next-release.js';
import type { WithheldFigure } from './withheld-figures.repository.js';

/** A release that could be published. */
export interface ReleaseDraft {
  readonly content: ReleaseContent;
  /** The checklist; empty for people who are named: it tells of returns. */
  readonly problems: readonly Problem[];
  /** What forces withhold, and which is therefore left out; empty for people who are named. */
  readonly withheld: readonly WithheldFigure[];
  /** When it was prepared for the people named; null: it was not. */
  readonly preparedAt: Date | null;
  /** Whether the figures of now differ from what was prepared; null: nothing was, or the reader may not know. */
  readonly isOutdated: boolean | null;
}

/** The draft as it is now, or the problems that prevented its preparation. */
export type DraftOutcome = { readonly draft: ReleaseDraft } | { readonly problems: readonly Problem[] };

/** Drafts of releases: for the coordinator what would be published now, for people named what was prepared. */
@Injectable()
export class ReleaseDrafts {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly heldBack: HeldBackTotals,
    private readonly next: NextRelease,
    private readonly named: NamedReaders,
    private readonly drafts: DraftsRepository,
    private readonly audit: Audit,
  ) {}

  /**
   * The draft of a phase's next release. The coordinator gets what would be published now. People named for it get what
   * was prepared, and their reading is recorded.
   *
   * @returns null if the actor may see none
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async find(actor: Actor, phase: string): Promise<ReleaseDraft | null> {
    if (hasPermission(actor, 'PUBLISH_RELEASE')) {
      return this.transactions.run(actor, (tx) => this.ofNow(tx, actor, phase), { readOnly: true, snapshot: true });
    }
    const stored = await this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, { phases: [phase] });
        return this.drafts.find(tx, phase);
      },
      { readOnly: true },
    );
    if (stored === null) return null;
    await this.transactions.run(actor, (tx) => this.drafts.recordRead(tx, phase));
    const content = JSON.parse(stored.content.toString('utf8')) as ReleaseContent;
    return { content, problems: [], withheld: [], preparedAt: stored.preparedAt, isOutdated: null };
  }

  /**
   * Prepares the draft of a phase's next release for people to read, in place of an earlier one.
   *
   * @param readers ids of people; those of the operation's list may read it too
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async prepare(actor: Actor, phase: string, readers: readonly string[]): Promise<DraftOutcome> {
    const problems = await this.named.problemsWith(readers);
    return this.transactions.run(actor, async (tx) => {
      // Nobody publishes the release meanwhile, which would end the draft.
      await this.heldBack.lock(tx, phase);
      if (problems.length > 0) return { problems };
      const next = await this.next.of(tx, actor, phase, NOT_KNOWN_YET);
      const { version, phase: of } = next.content;
      const people = await this.named.withListed(tx, of.operation, readers);
      const preparedAt = await this.drafts.save(tx, phase, bytesOf(next.content), people);
      this.audit.record(tx, actor, { action: 'RELEASE_PREPARED', phase, details: { version, people } });
      const { content, problems: checklist, withheld } = next;
      return { draft: { content, problems: checklist, withheld, preparedAt, isOutdated: false } };
    });
  }

  /**
   * Discards a draft that was prepared: nobody but the coordinator sees one any longer. If there is none, nothing
   * changes.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async discard(actor: Actor, phase: string): Promise<boolean> {
    return this.transactions.run(actor, async (tx) => {
      await this.operations.assertKnown(tx, { phases: [phase] });
      const isDone = await this.drafts.discard(tx, phase);
      if (isDone) this.audit.record(tx, actor, { action: 'RELEASE_DRAFT_DISCARDED', phase });
      return isDone;
    });
  }

  private async ofNow(tx: EntityManager, actor: Actor, phase: string): Promise<ReleaseDraft> {
    const { content, problems, withheld } = await this.next.of(tx, actor, phase, NOT_KNOWN_YET);
    const stored = await this.drafts.find(tx, phase);
    const isOutdated = stored === null ? null : !isSame(content, JSON.parse(stored.content.toString('utf8')));
    return { content, problems, withheld, preparedAt: stored?.preparedAt ?? null, isOutdated };
  }
}

/** What is not known before a release is published. */
const NOT_KNOWN_YET = { embargoUntil: null, kind: null, note: null, atOnce: false };

/** Whether two contents have the same figures. */
function isSame(one: ReleaseContent, other: unknown): boolean {
  const figuresOf = ({ version, coverage, restsOn, totals }: ReleaseContent): string =>
    JSON.stringify([version, coverage, restsOn, totals]);
  return figuresOf(one) === figuresOf(other as ReleaseContent);
}
