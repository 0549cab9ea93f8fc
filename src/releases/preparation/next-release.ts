import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import type { Problem } from '../../common/problem.js';
import { BoardService } from '../../returns/index.js';
import { ALL_TOTALS, TotalsService } from '../../totals/index.js';
import { checklistOf, type Publication, type ReleaseContent } from '../domain/index.js';
import { ReleaseReader } from '../publication/release-reader.js';
import { ReleasesRepository } from '../publication/releases.repository.js';
import { contentOf } from './content-of.js';
import { ReadersRepository } from './readers.repository.js';

/** What would be published next, and what stands against it. */
export interface Prepared {
  readonly content: ReleaseContent;
  /** The checklist. */
  readonly problems: readonly Problem[];
  /** The clock of embargoes. */
  readonly now: Date;
}

/** Works out the next release of a phase from its accepted figures. */
@Injectable()
export class NextRelease {
  constructor(
    private readonly board: BoardService,
    private readonly totals: TotalsService,
    private readonly releases: ReleasesRepository,
    private readonly readers: ReadersRepository,
    private readonly reader: ReleaseReader,
  ) {}

  /**
   * The next release, as the coordinator.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async of(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    { embargoUntil, kind, note }: Pick<Publication, 'embargoUntil' | 'kind' | 'note'>,
  ): Promise<Prepared> {
    const wanted = { ...ALL_TOTALS, basis: 'ACCEPTED', withoutWithheld: true } as const;
    const totals = await this.totals.regionalTotalsIn(tx, actor, phase, wanted);
    const rows = await this.releases.visible(tx, phase);
    const now = await this.releases.now(tx);
    const before = await this.reader.contentBefore(tx, rows);
    const head = { version: (rows[0]?.version ?? 0) + 1, kind, note, at: now };
    const forces = await this.board.statesIn(tx, phase);
    const asked = forces.filter(({ openQuestions }) => openQuestions > 0).map(({ code }) => code);
    const content = contentOf(totals, head, { before, withoutHeadline: new Set(asked) });
    const preElection = await this.releases.preElectionPeriods(tx, embargoUntil ?? now);
    return { content, problems: checklistOf({ content, forces, preElection }), now };
  }

  /**
   * The content of the next release, and who may read it before it comes out: these people and those of the operation's
   * list.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async withReaders(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    named: readonly string[],
  ): Promise<{ readonly content: ReleaseContent; readonly people: readonly string[] }> {
    const { content } = await this.of(tx, actor, phase, { embargoUntil: null, kind: null, note: null });
    const listed = await this.readers.ofOperation(tx, content.phase.operation);
    return { content, people: [...new Set([...named, ...listed.map(({ id }) => id)])].sort() };
  }
}
