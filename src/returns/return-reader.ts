import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../access/index.js';
import { ReadingRepository } from './reading.repository.js';
import type { ReturnKey } from './return-setting.js';
import { ReturnSettings } from './return-settings.js';
import { shownHead, viewOf, type ReturnView } from './return-view.js';
import { ReturnsPolicy } from './returns.policy.js';

/** Which version of a return is wanted, and how much of it. */
export interface Wanted {
  /** Null: the one that stands, else the newest. */
  readonly version: number | null;
  /** False: without what it states and what was found of that, which costs a statement less. */
  readonly contents: boolean;
}

/** Reads a return within a transaction, in two statements at most. */
@Injectable()
export class ReturnReader {
  constructor(
    private readonly settings: ReturnSettings,
    private readonly policy: ReturnsPolicy,
    private readonly reading: ReadingRepository,
  ) {}

  /**
   * A return as the actor may see it; null where they may not know of it, or there is no such version.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async read(tx: EntityManager, actor: Actor, key: ReturnKey, wanted: Wanted): Promise<ReturnView | null> {
    const { stamp, versions: heads, ...more } = await this.reading.heads(tx, key);
    const setting = await this.settings.of(tx, key, stamp);
    if (!this.policy.mayRead(actor, key.force)) {
      return null;
    }
    const { version, contents } = wanted;
    const head = version === null ? shownHead(heads) : (heads.find((one) => one.version === version) ?? null);
    if (version !== null && head === null) {
      return null;
    }
    const found = contents && head !== null ? await this.reading.contents(tx, [head.id]) : null;
    return viewOf(setting, { heads, head, ...more }, head === null ? undefined : found?.get(head.id));
  }
}
