import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { ReadingRepository, type ContentsPart } from './reading.repository.js';
import type { ReturnKey } from '../shared/return-setting.js';
import { ReturnSettings } from '../shared/return-settings.js';
import { shownHead, viewOf, type ReturnView } from './return-view.js';
import { ReturnsPolicy } from '../shared/returns.policy.js';

/** Which version of a return is wanted, and how much of it. */
export interface Wanted {
  /** Null: the one that stands, else the newest. */
  readonly version: number | null;
  /** What of its contents; nothing: a statement less. */
  readonly contents: readonly ContentsPart[];
  /** Whether with notes, reasons, questions and answers. */
  readonly texts: boolean;
  /** Whether with every step, and every question, of the version; else with what says where it stands. */
  readonly steps: boolean;
  readonly queries: boolean;
}

/** All of it. */
export const ALL_CONTENTS = [
  'figures',
  'notes',
  'problems',
  'acknowledgements',
] as const satisfies readonly ContentsPart[];

/** A return with all that may be told of it. */
export const WHOLE = { contents: ALL_CONTENTS, texts: true, steps: true, queries: true } as const;

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
    const { version, contents, ...parts } = wanted;
    const { stamp, ...read } = await this.reading.heads(tx, key, { version, ...parts });
    const setting = await this.settings.of(tx, key, stamp);
    if (!this.policy.mayRead(actor, key.force)) {
      return null;
    }
    const head = version === null ? shownHead(read) : (read.versions.find((one) => one.version === version) ?? null);
    if (version !== null && head === null) {
      return null;
    }
    const found = contents.length > 0 && head !== null ? await this.reading.contents(tx, head.id, contents) : undefined;
    return viewOf(setting, { ...read, head }, found);
  }
}
