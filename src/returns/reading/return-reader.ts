import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Actor } from '../../access/index.js';
import { ReadingRepository, type ContentsPart } from './reading.repository.js';
import type { ReturnKey } from '../shared/return-context.js';
import { ReturnContextService } from '../shared/return-context.service.js';
import { shownHead, viewOf, type ReturnView } from './return-view.js';
import { ReturnsPolicy } from '../shared/returns.policy.js';

/** Which version of a return to read, and how much of it. */
export interface ReadOptions {
  /** Null: the current version, else the newest. */
  readonly version: number | null;
  /** The contents to read; if empty, one statement fewer is run. */
  readonly contents: readonly ContentsPart[];
  /** Whether to read notes, reasons, questions and answers. */
  readonly texts: boolean;
  /** Whether to read every step and every question; if not, only those that decide the state of the version. */
  readonly steps: boolean;
  readonly queries: boolean;
}

/** All contents of a version. */
export const ALL_CONTENTS = [
  'figures',
  'notes',
  'problems',
  'acknowledgements',
] as const satisfies readonly ContentsPart[];

/** Everything about a return that the caller may see. */
export const WHOLE = { contents: ALL_CONTENTS, texts: true, steps: true, queries: true } as const;

/** Reads a return within a transaction, in at most two statements. */
@Injectable()
export class ReturnReader {
  constructor(
    private readonly contexts: ReturnContextService,
    private readonly policy: ReturnsPolicy,
    private readonly reading: ReadingRepository,
  ) {}

  /**
   * A return as the actor may see it; null if they may not see it, or the version does not exist.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async read(tx: EntityManager, actor: Actor, key: ReturnKey, options: ReadOptions): Promise<ReturnView | null> {
    const { version, contents, ...parts } = options;
    const { stamp, ...read } = await this.reading.heads(tx, key, { version, ...parts });
    const context = await this.contexts.load(tx, key, stamp);
    if (!this.policy.mayRead(actor, key.force)) {
      return null;
    }
    const head = version === null ? shownHead(read) : (read.versions.find((one) => one.version === version) ?? null);
    if (version !== null && head === null) {
      return null;
    }
    const found = contents.length > 0 && head !== null ? await this.reading.contents(tx, head.id, contents) : undefined;
    return viewOf(context, { ...read, head }, found);
  }
}
