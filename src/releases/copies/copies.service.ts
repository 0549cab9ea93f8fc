import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError, cut } from '../../common/errors.js';
import type { Page } from '../../common/page.js';
import { Transactions } from '../../database/index.js';
import { isOfFigure } from '../domain/index.js';
import { headlineNotFound, releaseNotFound } from '../reading/not-found.js';
import {
  isRecorded,
  ReleaseReader,
  replacementOf,
  viewOf,
  type Contents,
  type ReleaseView,
} from '../reading/release-reader.js';
import { ReleasesRepository, type ReleaseRow } from '../reading/releases.repository.js';
import { CopiesRepository, type CopyKey, type CopyRow } from './copies.repository.js';

/** A headline of which somebody took a copy, and what became of it. */
export interface HeadlineCopy {
  readonly id: string;
  readonly phase: ReleaseView['phase'];
  readonly version: number;
  readonly copiedAt: Date;
  readonly headline: ReleaseView['headlines'][number];
  /** What the newest release says in its place; null: the same, or nothing. */
  readonly replacement: ReleaseView['headlines'][number] | null;
}

/** Remembers who took a copy of which headline, so that they are shown when it is superseded. */
@Injectable()
export class CopiesService {
  constructor(
    private readonly transactions: Transactions,
    private readonly reader: ReleaseReader,
    private readonly releases: ReleasesRepository,
    private readonly copies: CopiesRepository,
    private readonly audit: Audit,
  ) {}

  /**
   * Records that the actor takes a copy of a headline.
   *
   * @throws CodedError NOT_FOUND for an unknown phase, and for a release or headline that the actor does not see;
   *   BAD_USER_INPUT for a headline of a withdrawn release
   */
  async take(actor: Actor, key: CopyKey): Promise<HeadlineCopy> {
    const { phase, version } = key;
    const { release } = await this.reader.find(actor, phase, version);
    if (release === null) throw releaseNotFound(phase, version);
    if (release.status === 'WITHDRAWN') {
      throw new CodedError(
        'BAD_USER_INPUT',
        `Release ${version} of the phase "${phase}" was withdrawn. Do not use its headlines; read the newest release.`,
      );
    }
    if (!release.headlines.some((one) => isOfFigure(one, key))) throw headlineNotFound(release, key);
    await this.transactions.run(actor, async (tx) => {
      const isFirst = await this.copies.add(tx, key);
      if (isFirst) this.audit.record(tx, actor, { action: 'HEADLINE_COPIED', phase, details: { version } });
    });
    // The reading is recorded already.
    const { copies } = await this.find(actor, (tx) => this.copies.ownOf(tx, key));
    const [copy] = copies;
    if (copy === undefined) throw new Error('A copy that was just recorded is not there.');
    return copy;
  }

  /**
   * A page of the copies that the actor took, newest first, each with what became of it. Copies of a withdrawn release
   * are included. Reading one from a release under embargo is recorded, unless the coordinator reads it.
   *
   * @throws CodedError BAD_USER_INPUT if the page begins after an unknown copy
   */
  async own(actor: Actor, page: Page): Promise<HeadlineCopy[]> {
    const { copies, readings } = await this.find(actor, async (tx) => {
      if (page.after != null && !(await this.copies.isOwn(tx, page.after))) {
        throw new CodedError('BAD_USER_INPUT', `'after' must be the id of a copy of yours, not '${cut(page.after)}'.`);
      }
      return this.copies.own(tx, page);
    });
    if (readings.length > 0) await this.transactions.run(actor, (tx) => this.releases.recordReads(tx, readings));
    return copies;
  }

  /** @returns the copies, and the releases of which reading them is recorded */
  private async find(
    actor: Actor,
    rowsIn: (tx: EntityManager) => Promise<CopyRow[]>,
  ): Promise<{ readonly copies: HeadlineCopy[]; readonly readings: readonly ReleaseRow[] }> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const rows = await rowsIn(tx);
        const releases = await this.releases.visibleOf(tx, [...new Set(rows.map(({ phase }) => phase))]);
        const copied = rows.flatMap((row) => {
          const all = releases.filter(({ phase }) => phase === row.phase);
          return all.filter(({ version }) => version === row.version).map((release) => ({ row, release, all }));
        });
        const contents = await this.reader.contents(tx, [
          ...new Set(copied.flatMap(({ release, all }) => [release, ...replacementOf(release, all)])),
        ]);
        return {
          copies: copied.map((one) => copyOf(one, contents)),
          readings: [...new Set(copied.map(({ release }) => release))].filter((one) => isRecorded(actor, one)),
        };
      },
      { readOnly: true, snapshot: true },
    );
  }
}

interface Copied {
  readonly row: CopyRow;
  readonly release: ReleaseRow;
  /** The releases of the phase that the actor may see. */
  readonly all: readonly ReleaseRow[];
}

function copyOf({ row, release, all }: Copied, contents: Contents): HeadlineCopy {
  const view = viewOf(release, all, contents);
  const headline = view.headlines.find((one) => isOfFigure(one, row));
  if (headline === undefined) throw new Error('A headline of which a copy was taken is not in its release.');
  const [newer] = replacementOf(release, all);
  const isReplaced = newer?.withdrawnAt === null && headline.status !== 'CURRENT';
  const replacement = isReplaced
    ? viewOf(newer, all, contents).headlines.find((one) => isOfFigure(one, row))
    : undefined;
  const { id, copiedAt } = row;
  return { id, phase: view.phase, version: view.version, copiedAt, headline, replacement: replacement ?? null };
}
