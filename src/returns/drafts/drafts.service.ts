import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { capacitiesOf, type Actor, type Caller, type Person } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { problem, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { draftSizeProblems, revisionCountProblems } from '../domain/index.js';
import { draftEntry, type DraftEntry } from './draft-entry.js';
import { DraftsRepository } from './drafts.repository.js';
import { ReturnValidator } from '../validation/return-validator.js';
import { refuse, RejectedError } from '../shared/rejected-error.js';
import type { ReturnKey } from '../shared/return-context.js';
import { ReturnContextService } from '../shared/return-context.service.js';
import type { Submission } from '../submission/submission.js';
import { assertMayWriteFor } from '../shared/returns.policy.js';

/** A draft as a reader sees it. */
export interface DraftView {
  readonly revision: number;
  readonly savedAt: Date;
  readonly savedBy: Person;
  readonly entry: DraftEntry;
}

/**
 * The outcome of saving a draft: the draft with the problems that submitting it would give, or why it was not saved.
 */
export type DraftOutcome =
  | { readonly draft: DraftView; readonly problems: readonly Problem[] }
  | { readonly draft: null; readonly problems: readonly Problem[] };

/** Drafts of returns: at most one for each return, not a version, and visible to its own force only. */
@Injectable()
export class DraftsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly contexts: ReturnContextService,
    private readonly drafts: DraftsRepository,
    private readonly validator: ReturnValidator,
    private readonly audit: Audit,
  ) {}

  /**
   * Saves a draft as it was typed, in place of any draft before. Problems of the return are given but do not stop it.
   *
   * @param expectedRevision the revision that the caller expects, 0: no draft; null: not checked
   * @throws CodedError NOT_FOUND for an unknown phase or force; FORBIDDEN for another force's return
   */
  async save(actor: Actor, sent: Submission, expectedRevision: number | null): Promise<DraftOutcome> {
    const entry = draftEntry(sent);
    return this.run(actor, async (tx) => {
      const context = await this.contexts.loadForUpdate(tx, sent);
      assertMayWriteFor(actor, sent.force);
      refuse(draftSizeProblems(Buffer.byteLength(JSON.stringify(entry))));
      const there = await this.drafts.lock(tx, sent);
      refuse(revisionProblems(expectedRevision, there?.revision ?? 0));
      const { problems, notEvaluated } = await this.validator.validate(tx, actor, sent, context);
      const draft = await this.drafts.save(tx, sent, { by: actor.id, entry });
      refuse(revisionCountProblems(draft.revision));
      const { phase, force } = sent;
      this.audit.record(tx, actor, {
        action: 'DRAFT_SAVED',
        phase,
        force,
        details: { revision: draft.revision },
      });
      return { draft, problems: [...problems, ...notEvaluated] };
    });
  }

  /** The outcome of a transaction. If it was refused, nothing is stored. */
  private async run(actor: Actor, work: (tx: EntityManager) => Promise<DraftOutcome>): Promise<DraftOutcome> {
    try {
      return await this.transactions.run(actor, work);
    } catch (error) {
      if (error instanceof RejectedError) return { draft: null, problems: error.problems };
      throw error;
    }
  }

  /**
   * Discards a draft; does nothing if there is none.
   *
   * @returns the problems for which it was not discarded; empty if there is no draft now
   * @throws as `save`
   */
  async discard(actor: Actor, key: ReturnKey, expectedRevision: number | null): Promise<readonly Problem[]> {
    return this.transactions.run(actor, async (tx) => {
      await this.contexts.loadForUpdate(tx, key);
      assertMayWriteFor(actor, key.force);
      const there = await this.drafts.lock(tx, key);
      const conflicts = revisionProblems(expectedRevision, there?.revision ?? 0);
      if (conflicts.length > 0 || there === null) {
        return conflicts;
      }
      await this.drafts.discard(tx, key, actor.id);
      const { phase, force } = key;
      const details = { revision: there.revision };
      this.audit.record(tx, actor, { action: 'DRAFT_DISCARDED', phase, force, details });
      return [];
    });
  }

  /** The draft of a return; null if there is none, or the caller may not see it. */
  async find(caller: Caller, key: ReturnKey): Promise<DraftView | null> {
    // The coordinator reads no drafts, so a coordinator who is also a deputy in the force reads as that deputy.
    const actor = capacitiesOf(caller).find(({ force }) => force === key.force) ?? caller.own;
    return this.transactions.run(actor, (tx) => this.drafts.find(tx, key), { readOnly: true });
  }
}

/** @param there the revision of the draft; 0: no draft */
function revisionProblems(expected: number | null, there: number): Problem[] {
  if (expected === null || expected === there) {
    return [];
  }
  const found = there === 0 ? 'there is no draft' : `the draft is at revision ${there}`;
  const message = `You expected revision ${expected} of the draft, but ${found}. Read the draft again before you save or discard it.`;
  return [problem('VERSION_CONFLICT', message)];
}
