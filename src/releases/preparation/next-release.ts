import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import type { Problem } from '../../common/problem.js';
import { BoardService } from '../../returns/index.js';
import { ALL_TOTALS, TotalsService } from '../../totals/index.js';
import { checklistOf, comparedWith, type Publication, type ReleaseContent } from '../domain/index.js';
import { PreElectionRepository } from '../pre-election/pre-election.repository.js';
import { ReleaseReader } from '../reading/release-reader.js';
import { ReleasesRepository, type ReleaseRow } from '../reading/releases.repository.js';
import { childFiguresOf, contentOf } from './content-of.js';
import { WithheldFiguresRepository, type WithheldFigure } from './withheld-figures.repository.js';

/** What would be published next, and what stands against it. */
export interface Prepared {
  readonly content: ReleaseContent;
  /** The checklist. */
  readonly problems: readonly Problem[];
  /** What forces withhold, and which is therefore left out. */
  readonly withheld: readonly WithheldFigure[];
  /** Releases that are under embargo and were not withdrawn. */
  readonly underEmbargo: readonly ReleaseRow[];
  /** The clock of embargoes. */
  readonly now: Date;
}

/** How the next release is to come out. `atOnce`: without an embargo, so that it ends all others. */
export type ComingOut = Pick<Publication, 'embargoUntil' | 'kind' | 'note'> & { readonly atOnce: boolean };

/** Works out the next release of a phase from its accepted figures. */
@Injectable()
export class NextRelease {
  constructor(
    private readonly board: BoardService,
    private readonly totals: TotalsService,
    private readonly releases: ReleasesRepository,
    private readonly preElection: PreElectionRepository,
    private readonly withheld: WithheldFiguresRepository,
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
    { embargoUntil, kind, note, atOnce }: ComingOut,
  ): Promise<Prepared> {
    const wanted = { ...ALL_TOTALS, basis: 'ACCEPTED', withGroupings: true, withoutWithheld: true } as const;
    const totals = await this.totals.regionalTotalsIn(tx, actor, phase, wanted);
    const rows = await this.releases.visible(tx, phase);
    const now = await this.releases.now(tx);
    const baseline = comparedWith(rows, now, atOnce);
    const before = baseline === null ? null : await this.reader.contentOf(tx, baseline);
    const head = { version: (rows[0]?.version ?? 0) + 1, kind, note, at: now };
    const forces = await this.board.statesIn(tx, phase);
    const asked = forces.filter(({ openQuestions }) => openQuestions > 0).map(({ code }) => code);
    const content = contentOf(totals, head, { before, withoutHeadline: new Set(asked) });
    const preElection = await this.preElection.including(tx, embargoUntil ?? now);
    const children = childFiguresOf(totals.totals);
    const underEmbargo = rows.filter(({ withdrawnAt, opensAt }) => withdrawnAt === null && opensAt > now);
    const problems = checklistOf({ content, before, children, forces, preElection });
    return { content, problems, withheld: await this.withheld.ofPhase(tx, phase), underEmbargo, now };
  }
}
