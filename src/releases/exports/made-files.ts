import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** A file that was made, with its strong entity tag. */
export interface MadeFile {
  readonly bytes: Buffer;
  readonly etag: string;
}

/** The most bytes of made files that are kept in memory. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Files that were made of releases. A release never changes, so each is made once, also if several people ask for it at
 * the same time, and kept while there is room.
 */
@Injectable()
export class MadeFiles {
  private readonly kept = new LRUCache<string, MadeFile>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ bytes }) => bytes.length + 1,
  });
  /** Ends when the last of the slow files that were asked for is made. */
  private last: Promise<unknown> = Promise.resolve();
  private readonly inProgress = new Map<string, Promise<MadeFile>>();

  /**
   * The file with this key.
   *
   * @param key the hash of the release, and what is made of it
   * @param isSlow whether it takes so much time and memory that only one such file is made at a time
   */
  async get(key: string, make: () => Buffer | Promise<Buffer>, isSlow = false): Promise<MadeFile> {
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const running = this.inProgress.get(key);
    if (running !== undefined) return running;
    const made = this.made(key, isSlow ? async () => this.inTurn(make) : make).finally(() =>
      this.inProgress.delete(key),
    );
    this.inProgress.set(key, made);
    return made;
  }

  private async made(key: string, make: () => Buffer | Promise<Buffer>): Promise<MadeFile> {
    const bytes = await make();
    const file = { bytes, etag: `"${createHash('sha256').update(bytes).digest('hex')}"` };
    this.kept.set(key, file);
    return file;
  }
  private async inTurn(make: () => Buffer | Promise<Buffer>): Promise<Buffer> {
    const making = this.last.then(make);
    this.last = making.catch(() => undefined);
    return making;
  }
}
