import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { hasPermission, type Actor } from '../../access/index.js';
import { notFound } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { OperationsService } from '../../operations/index.js';
import {
  isOut,
  statusOf,
  supersededBy,
  type FrozenHeadline,
  type ReleaseContent,
  type ReleaseStatus,
} from '../domain/index.js';
import { ReleasesRepository, type ReleaseRow } from './releases.repository.js';

/** A headline is SUPERSEDED when a later version of the release says something else. */
export type HeadlineStatus = 'CURRENT' | 'SUPERSEDED' | 'WITHDRAWN';

/** A release as a reader sees it: its frozen content, and beside it what may change. */
export interface ReleaseView extends Omit<ReleaseContent, 'publishedAt' | 'asAt' | 'headlines'> {
  readonly publishedAt: Date;
  readonly asAt: Date;
  readonly contentHash: string;
  readonly headlines: readonly (FrozenHeadline & { readonly status: HeadlineStatus })[];
  readonly status: ReleaseStatus;
  readonly supersededBy: number | null;
  /** When it came out, or will; null without an embargo. */
  readonly embargoUntil: Date | null;
  readonly withdrawnAt: Date | null;
  /** When the figures of the phase become final; null: not set. */
  readonly finalAt: Date | null;
}

/** A version of a release, without its content. */
export type ReleaseSummary = Pick<
  ReleaseRow,
  'version' | 'kind' | 'note' | 'publishedAt' | 'embargoUntil' | 'withdrawnAt' | 'contentHash'
> & { readonly status: ReleaseStatus };

/** A release that somebody reads; null: they may see none. */
export interface ReleaseReading {
  readonly release: ReleaseView | null;
  /** Its content as it was stored, JSON in UTF-8. */
  readonly bytes: Buffer | null;
  /** The data stamp of the phase just before it was read. */
  readonly stamp: string;
  /** True: the reading was recorded, because the release is under embargo and the reader is named for it. */
  readonly isRecorded: boolean;
}

/** The file of a release. */
export interface ReleaseFile extends Pick<ReleaseReading, 'stamp' | 'isRecorded'> {
  readonly bytes: Buffer;
  readonly etag: string;
}

interface StoredContent {
  readonly content: ReleaseContent;
  readonly bytes: Buffer;
}

/** Contents that are kept in memory, parsed. They never change. */
const MOST_KEPT = 50;

/** Reads releases. */
@Injectable()
export class ReleaseReader {
  /** By content hash. */
  private readonly contents = new LRUCache<string, StoredContent>({ max: MOST_KEPT });

  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly releases: ReleasesRepository,
  ) {}

  /**
   * A release of a phase. Reading one under embargo is recorded, unless the coordinator reads it.
   *
   * @param version null: the newest that the actor may see
   * @returns `release`: null if the actor may see none, or not this one
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async find(actor: Actor, phase: string, version: number | null): Promise<ReleaseReading> {
    // Read before the release: an answer that contains a later change is stored under an earlier stamp, so it is not used.
    const stamp = await this.operations.dataStamp(phase);
    if (stamp === null) throw notFound('phase', phase);
    const found = await this.transactions.run(actor, (tx) => this.findIn(tx, actor, phase, version), {
      readOnly: true,
      snapshot: true,
    });
    const { release, isRecorded } = found;
    if (release !== null && isRecorded) {
      await this.transactions.run(actor, (tx) => this.releases.recordRead(tx, phase, release.version));
    }
    return { stamp, ...found };
  }

  /**
   * The versions of a phase's release that the actor may see, the newest first.
   *
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async list(actor: Actor, phase: string): Promise<ReleaseSummary[]> {
    return this.transactions.run(
      actor,
      async (tx) => {
        await this.operations.assertKnown(tx, { phases: [phase] });
        const rows = await this.releases.visible(tx, phase);
        return rows.map((row) => ({ ...row, embargoUntil: embargoOf(row), status: statusOf(row, rows, row.now) }));
      },
      { readOnly: true },
    );
  }

  /**
   * The bytes of a release as they were stored.
   *
   * @param version null: the newest that the actor may see
   * @returns null if the actor may see none, or not this one, or if it was withdrawn
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async file(actor: Actor, phase: string, version: number | null): Promise<ReleaseFile | null> {
    const { release, bytes, stamp, isRecorded } = await this.find(actor, phase, version);
    if (release === null || bytes === null || release.status === 'WITHDRAWN') return null;
    return { bytes, etag: `"${release.contentHash}"`, stamp, isRecorded };
  }

  /** The content of the newest of these versions, newest first, that was not withdrawn; null: there is none. */
  async contentBefore(tx: EntityManager, rows: readonly ReleaseRow[]): Promise<ReleaseContent | null> {
    const before = rows.find(({ withdrawnAt }) => withdrawnAt === null);
    return before === undefined ? null : this.contentOf(tx, before);
  }

  private async findIn(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    version: number | null,
  ): Promise<Omit<ReleaseReading, 'stamp'>> {
    const rows = await this.releases.visible(tx, phase);
    const row = version === null ? rows[0] : rows.find((one) => one.version === version);
    if (row === undefined) return { release: null, bytes: null, isRecorded: false };
    const view = await this.viewOf(tx, row, rows);
    const seesAll = hasPermission(actor, 'PUBLISH_RELEASE');
    return {
      release: view.status === 'WITHDRAWN' && !seesAll ? tombstoneOf(view) : view,
      bytes: (await this.storedOf(tx, row)).bytes,
      isRecorded: isRecorded(actor, row),
    };
  }

  /**
   * A release with all of its content, even if it was withdrawn.
   *
   * @param rows all releases of its phase that the actor may see
   */
  async viewOf(tx: EntityManager, row: ReleaseRow, rows: readonly ReleaseRow[]): Promise<ReleaseView> {
    const content = await this.contentOf(tx, row);
    const replacing = supersededBy(row, rows, row.now);
    const replacement = rows.find((one) => one.version === replacing);
    const newer = replacement === undefined ? null : await this.contentOf(tx, replacement);
    const status = statusOf(row, rows, row.now);
    return {
      ...content,
      publishedAt: row.publishedAt,
      asAt: row.asAt,
      contentHash: row.contentHash,
      embargoUntil: embargoOf(row),
      withdrawnAt: row.withdrawnAt,
      finalAt: row.finalAt,
      status,
      supersededBy: replacing,
      headlines: content.headlines.map((one) => ({ ...one, status: headlineStatus(one, status, newer) })),
    };
  }

  private async contentOf(tx: EntityManager, row: ReleaseRow): Promise<ReleaseContent> {
    return (await this.storedOf(tx, row)).content;
  }

  private async storedOf(tx: EntityManager, { phase, version, contentHash }: ReleaseRow): Promise<StoredContent> {
    const kept = this.contents.get(contentHash);
    if (kept !== undefined) return kept;
    const [stored] = await this.releases.contents(tx, phase, [version]);
    if (stored === undefined) throw new Error('A release that was just read is not there.');
    const { content: bytes } = stored;
    const content = { bytes, content: JSON.parse(bytes.toString('utf8')) as ReleaseContent };
    this.contents.set(contentHash, content);
    return content;
  }
}

/** When the embargo ends or ended; null: there was none. */
function embargoOf({ embargoUntil, opensAt }: ReleaseRow): Date | null {
  return embargoUntil === null ? null : opensAt;
}

/** Whether the actor's reading of a release is recorded: they see it only because they are named for it. */
export function isRecorded(actor: Pick<Actor, 'role'>, release: ReleaseRow): boolean {
  return !hasPermission(actor, 'PUBLISH_RELEASE') && release.isNamed && !isOut(release, release.now);
}

/** What is left of a withdrawn release: that it was there, and no figure. */
function tombstoneOf(view: ReleaseView): ReleaseView {
  return { ...view, restsOn: [], totals: [], changes: [], headlines: [] };
}

/** @param newer the content of the release that replaces it; null: none does */
function headlineStatus(headline: FrozenHeadline, status: ReleaseStatus, newer: ReleaseContent | null): HeadlineStatus {
  if (status === 'WITHDRAWN') return 'WITHDRAWN';
  if (newer === null) return 'CURRENT';
  const same = newer.headlines.find((one) => keyOf(one) === keyOf(headline));
  return same?.sentence === headline.sentence ? 'CURRENT' : 'SUPERSEDED';
}

const keyOf = ({ measure, breakdown, force }: FrozenHeadline): string =>
  JSON.stringify([measure.code, breakdown?.code ?? null, force?.code ?? null]);
