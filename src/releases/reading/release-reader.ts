import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { EntityManager } from 'typeorm';
import { hasPermission, type Actor } from '../../access/index.js';
import { Transactions } from '../../database/index.js';
import { OperationsService, UnknownCodes } from '../../operations/index.js';
import {
  headlineStatus,
  isOut,
  newestOf,
  statusOf,
  supersededBy,
  type FrozenHeadline,
  type HeadlineStatus,
  type ReleaseContent,
  type ReleaseStatus,
} from '../domain/index.js';
import { ReleasesRepository, type ReleaseRow } from './releases.repository.js';

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
  /** Whether the date on which the figures of the phase become final is still to come, or is not set. */
  readonly mayChange: boolean;
}

/** A version of a release, without its content. */
export type ReleaseSummary = Pick<
  ReleaseRow,
  'version' | 'kind' | 'note' | 'publishedAt' | 'embargoUntil' | 'withdrawnAt' | 'contentHash'
> & { readonly status: ReleaseStatus };

/** An embargo that has not ended. */
export interface Embargo {
  readonly until: Date;
  /** When the release was read, by the clock of embargoes. */
  readonly readAt: Date;
}

/** A release that somebody reads. */
export interface ReleaseReading {
  /** Null: they may see none. */
  readonly release: ReleaseView | null;
  /** The embargo that it is under; null: none. */
  readonly embargo: Embargo | null;
  /** Its content as it was stored; null if there is none. */
  readonly stored: StoredContent | null;
  /** The data stamp of the phase just before it was read. */
  readonly stamp: string;
  /** True: the reading was recorded, because the release is under embargo and the reader is named for it. */
  readonly isRecorded: boolean;
}

/** The file of a release. */
export interface ReleaseFile extends Pick<ReleaseReading, 'stamp' | 'embargo'> {
  /** Its content as it was stored, JSON in UTF-8, and parsed. */
  readonly bytes: Buffer;
  readonly content: ReleaseContent;
  readonly contentHash: string;
}

/** A content as it was stored, and parsed. It never changes. */
interface StoredContent {
  readonly content: ReleaseContent;
  readonly bytes: Buffer;
}

/** Contents by their hash. */
export type Contents = ReadonlyMap<string, StoredContent>;

/** The most bytes of contents that are kept in memory, as stored; parsed, they take a few times as much. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Reads releases. */
@Injectable()
export class ReleaseReader {
  /** By content hash. */
  private readonly kept = new LRUCache<string, StoredContent>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length,
  });

  constructor(
    private readonly transactions: Transactions,
    private readonly operations: OperationsService,
    private readonly unknown: UnknownCodes,
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
    if (stamp === null) throw await this.unknown.phaseNotFound(actor, phase);
    return { stamp, ...(await this.read(actor, phase, version)) };
  }

  /**
   * The same for an answer that is not stored, so without a stamp and with fewer statements. For an unknown phase,
   * `release` is null.
   */
  async read(actor: Actor, phase: string, version: number | null): Promise<Omit<ReleaseReading, 'stamp'>> {
    const found = await this.transactions.run(actor, (tx) => this.findIn(tx, actor, phase, version), {
      readOnly: true,
      snapshot: true,
    });
    const { release, isRecorded } = found;
    if (release !== null && isRecorded) {
      const { version: read } = release;
      await this.transactions.run(actor, (tx) => this.releases.recordReads(tx, [{ phase, version: read }]));
    }
    return found;
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
        const rows = await this.releases.visible(tx, phase);
        if (rows.length === 0) await this.operations.assertKnown(tx, { phases: [phase] });
        return rows.map((row) => ({ ...row, embargoUntil: embargoOf(row), status: statusOf(row, rows, row.now) }));
      },
      { readOnly: true },
    );
  }

  /**
   * The content of a release, for files that are made of it.
   *
   * @param version null: the newest that the actor may see
   * @returns null if the actor may see none, or not this one, or if it was withdrawn
   * @throws CodedError NOT_FOUND for an unknown phase
   */
  async file(actor: Actor, phase: string, version: number | null): Promise<ReleaseFile | null> {
    const { release, stored: found, stamp, embargo } = await this.find(actor, phase, version);
    if (release === null || found === null || release.status === 'WITHDRAWN') return null;
    return { ...found, contentHash: release.contentHash, stamp, embargo };
  }

  /** The releases of a phase that the caller of the transaction may see, newest first, each with the time of now. */
  async rows(tx: EntityManager, phase: string): Promise<ReleaseRow[]> {
    return this.releases.visible(tx, phase);
  }

  /** The content of a release. */
  async contentOf(tx: EntityManager, release: ReleaseRow): Promise<ReleaseContent> {
    return stored(await this.contents(tx, [release]), release).content;
  }

  /** The contents of releases, with one statement for those that are not in memory. */
  async contents(tx: EntityManager, releases: readonly ReleaseRow[]): Promise<Contents> {
    const found = new Map<string, StoredContent>();
    const wanted: ReleaseRow[] = [];
    for (const release of releases) {
      const kept = this.kept.get(release.contentHash);
      if (kept === undefined) wanted.push(release);
      else found.set(release.contentHash, kept);
    }
    if (wanted.length === 0) return found;
    for (const { contentHash, content: bytes } of await this.releases.contents(tx, wanted)) {
      const content = { bytes, content: JSON.parse(bytes.toString('utf8')) as ReleaseContent };
      this.kept.set(contentHash, content);
      found.set(contentHash, content);
    }
    return found;
  }

  private async findIn(
    tx: EntityManager,
    actor: Actor,
    phase: string,
    version: number | null,
  ): Promise<Omit<ReleaseReading, 'stamp'>> {
    const rows = await this.releases.visible(tx, phase);
    const row = version === null ? newestOf(rows) : rows.find((one) => one.version === version);
    if (row === undefined) return { release: null, embargo: null, stored: null, isRecorded: false };
    const contents = await this.contents(tx, [row, ...replacementOf(row, rows)]);
    const view = viewOf(row, rows, contents);
    const seesAll = hasPermission(actor, 'PUBLISH_RELEASE');
    return {
      release: view.status === 'WITHDRAWN' && !seesAll ? tombstoneOf(view) : view,
      embargo: view.status === 'HELD' ? { until: row.opensAt, readAt: row.now } : null,
      stored: stored(contents, row),
      isRecorded: isRecorded(actor, row),
    };
  }
}

/** The release that replaces another one: one or none. */
export function replacementOf(row: ReleaseRow, rows: readonly ReleaseRow[]): ReleaseRow[] {
  const replacing = supersededBy(row, rows, row.now);
  return rows.filter(({ version }) => version === replacing);
}

/**
 * A release with all of its content, even if it was withdrawn.
 *
 * @param rows all releases of its phase that the actor may see
 * @param contents that of the release, and of the one that replaces it
 */
export function viewOf(row: ReleaseRow, rows: readonly ReleaseRow[], contents: Contents): ReleaseView {
  const { content } = stored(contents, row);
  const status = statusOf(row, rows, row.now);
  const [replacement] = replacementOf(row, rows);
  const later =
    replacement === undefined
      ? null
      : {
          isWithdrawn: replacement.withdrawnAt !== null,
          headlines: stored(contents, replacement).content.headlines,
        };
  return {
    ...content,
    publishedAt: row.publishedAt,
    asAt: row.asAt,
    contentHash: row.contentHash,
    embargoUntil: embargoOf(row),
    withdrawnAt: row.withdrawnAt,
    mayChange: row.finalAt === null || row.finalAt > row.now,
    status,
    supersededBy: replacement?.version ?? null,
    headlines: content.headlines.map((one) => ({ ...one, status: headlineStatus(one, status, later) })),
  };
}

function stored(contents: Contents, { contentHash }: ReleaseRow): StoredContent {
  const content = contents.get(contentHash);
  if (content === undefined) throw new Error('A release that was just read is not there.');
  return content;
}

/** When the embargo ends or ended; null: there was none. */
function embargoOf({ embargoUntil, opensAt }: ReleaseRow): Date | null {
  return embargoUntil === null ? null : opensAt;
}

/** Whether the actor's reading of a release is recorded: they see it only because they are named for it. */
export function isRecorded(actor: Pick<Actor, 'role'>, release: ReleaseRow): boolean {
  return !hasPermission(actor, 'PUBLISH_RELEASE') && release.isNamed && !isOut(release, release.now);
}

/** What is left of a withdrawn release: that it was published and withdrawn, and no figure. */
function tombstoneOf(view: ReleaseView): ReleaseView {
  return { ...view, restsOn: [], totals: [], changes: [], headlines: [] };
}
