import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { Audit } from '../../audit/index.js';
import { CodedError, notFound } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import type { FrozenHeadline } from '../domain/index.js';
import { isRecorded, ReleaseReader, type ReleaseView } from '../publication/release-reader.js';
import { ReleasesRepository, type ReleaseRow } from '../publication/releases.repository.js';
import { CopiesRepository, type CopyKey, type CopyRow } from './copies.repository.js';

/** A headline of which somebody took a copy, and what became of it. */
export interface HeadlineCopy {
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
    const { release } = await this.reader.find(actor, key.phase, key.version);
    if (release === null) throw notFound('release', `${key.phase}/${key.version}`);
    if (release.status === 'WITHDRAWN') {
      throw new CodedError(
        'BAD_USER_INPUT',
        `Release ${key.version} of "${key.phase}" was withdrawn. Do not use its headlines; read the newest release.`,
      );
    }
    const headline = release.headlines.find((one) => isOf(one, key));
    if (headline === undefined)
      throw notFound('headline', `${key.measure}${key.force === null ? '' : ` of ${key.force}`}`);
    await this.transactions.run(actor, async (tx) => {
      const isFirst = await this.copies.add(tx, key);
      const { phase, version } = key;
      if (isFirst) this.audit.record(tx, actor, { action: 'HEADLINE_COPIED', phase, details: { version } });
    });
    // The reading is recorded already.
    const [copy] = (await this.find(actor, 1, key)).copies;
    if (copy === undefined) throw new Error('A copy that was just recorded is not there.');
    return copy;
  }

  /**
   * The newest copies that the actor took, newest first, each with what became of it. Copies of a withdrawn release are
   * included. Reading one from a release under embargo is recorded, unless the coordinator reads it.
   */
  async own(actor: Actor, first: number): Promise<HeadlineCopy[]> {
    const { copies, readings } = await this.find(actor, first, null);
    if (readings.length > 0) {
      await this.transactions.run(actor, async (tx) => {
        for (const { phase, version } of readings) await this.releases.recordRead(tx, phase, version);
      });
    }
    return copies;
  }

  /**
   * @param of only copies of this headline; null: of all
   * @returns the copies, and the releases of which reading them is recorded
   */
  private async find(
    actor: Actor,
    first: number,
    of: CopyKey | null,
  ): Promise<{ readonly copies: HeadlineCopy[]; readonly readings: readonly ReleaseRow[] }> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const rows = await this.copies.own(tx, first, of);
        const releases = await this.releases.visibleOf(tx, [...new Set(rows.map(({ phase }) => phase))]);
        const copies: HeadlineCopy[] = [];
        for (const row of rows) {
          const copy = await this.copyOf(
            tx,
            row,
            releases.filter(({ phase }) => phase === row.phase),
          );
          if (copy !== null) copies.push(copy);
        }
        const isShown = ({ phase, version }: ReleaseRow): boolean =>
          copies.some((copy) => copy.phase.code === phase && copy.version === version);
        return { copies, readings: releases.filter((one) => isRecorded(actor, one) && isShown(one)) };
      },
      { readOnly: true, snapshot: true },
    );
  }

  /** @param all the releases of the phase that the actor may see, newest first */
  private async copyOf(tx: EntityManager, row: CopyRow, all: readonly ReleaseRow[]): Promise<HeadlineCopy | null> {
    const release = all.find(({ version }) => version === row.version);
    const view = release === undefined ? null : await this.reader.viewOf(tx, release, all);
    const headline = view?.headlines.find((one) => isOf(one, row));
    if (view === null || headline === undefined) return null;
    const newer = all.find(({ version }) => version === view.supersededBy);
    const newest =
      newer === undefined || headline.status === 'CURRENT' ? null : await this.reader.viewOf(tx, newer, all);
    const replacement =
      newest?.status === 'WITHDRAWN' ? null : (newest?.headlines.find((one) => isOf(one, row)) ?? null);
    return { phase: view.phase, version: view.version, copiedAt: row.copiedAt, headline, replacement };
  }
}

function isOf({ measure, breakdown, force }: FrozenHeadline, key: CopyKey): boolean {
  return (
    measure.code === key.measure && (breakdown?.code ?? null) === key.breakdown && (force?.code ?? null) === key.force
  );
}
