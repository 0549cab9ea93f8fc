import { Injectable } from '@nestjs/common';
import type { Actor } from '../../access/index.js';
import { personalDataProblems, written } from '../../common/personal-data.js';
import { blocks, type Problem } from '../../common/problem.js';
import { Transactions } from '../../database/index.js';
import { HeldBackTotals } from '../../operations/index.js';
import { publicationProblems, reasonProblems } from '../domain/index.js';
import { NamedReaders } from '../preparation/named-readers.js';
import { NextRelease } from '../preparation/next-release.js';
import { ReleaseReader } from '../reading/release-reader.js';
import { outcomeOf, type ReleaseOutcome } from './release-outcome.js';
import { ReleaseStorage, type PublicationRequest } from './release-storage.js';

/** Publishes releases, for the coordinator. */
@Injectable()
export class PublicationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly heldBack: HeldBackTotals,
    private readonly next: NextRelease,
    private readonly named: NamedReaders,
    private readonly storage: ReleaseStorage,
    private readonly reader: ReleaseReader,
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
      return this.storage.store(tx, actor, prepared, asked);
    });
    if (typeof done !== 'number') return { problems: done };
    const reasons = asked.acknowledgements.map(({ code, reason }) => written(`The reason for ${code}`, reason));
    return outcomeOf(this.reader, actor, { phase, version: done }, reasons);
  }
}
