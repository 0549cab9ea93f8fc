import { Injectable } from '@nestjs/common';
import { capacityFor, type Actor, type Caller } from '../access/index.js';
import { CodedError } from '../common/errors.js';
import { Transactions } from '../database/index.js';
import { ACTIONS, type Action } from './domain/index.js';
import { ReadingRepository, type HeadRow } from './reading.repository.js';
import { ReturnReader, type Wanted } from './return-reader.js';
import type { ReturnKey } from './return-setting.js';
import { changesOf, historyOf, type ChangeView, type HistoryVersion, type ReturnView } from './return-view.js';
import { ReturnsPolicy, type Denial, type Standpoint } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';

/** A page of the versions of a return, by number. */
export interface HistoryPage {
  readonly first: number;
  /** The version that the page goes on after; null: it begins at the beginning. */
  readonly after: number | null;
  /** True: the last version first. */
  readonly newestFirst: boolean;
}

/** What forces have reported, with its past. */
@Injectable()
export class ReturnsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly policy: ReturnsPolicy,
    private readonly returns: ReturnsRepository,
    private readonly reading: ReadingRepository,
    private readonly reader: ReturnReader,
  ) {}

  /**
   * A force's return by one of its versions; `version` null: the one that stands, else the newest. NOT_STARTED or DRAFT,
   * with version 0, where there is none; null where the caller may not know, or there is no such version.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async find(actor: Actor, key: ReturnKey, wanted: Wanted): Promise<ReturnView | null> {
    return this.transactions.run(actor, (tx) => this.reader.read(tx, actor, key, wanted), { readOnly: true });
  }

  /**
   * The versions of a return that was read, each with what it changed against the version before.
   *
   * @throws CodedError BAD_USER_INPUT for a page after a version that there is not
   */
  async history(
    caller: Caller,
    view: ReturnView,
    { first, after, newestFirst }: HistoryPage,
  ): Promise<HistoryVersion[]> {
    const heads = newestFirst ? view.heads.toReversed() : view.heads;
    const place = after === null ? -1 : heads.findIndex(({ version }) => version === after);
    if (after !== null && place === -1) {
      throw new CodedError('BAD_USER_INPUT', `'after' names no version of this return: ${after}.`);
    }
    const wanted = heads.slice(place + 1, place + 1 + first);
    const needed = view.heads.filter((head) => wanted.some(({ version }) => isOrFollows(version, head)));
    const ids = needed.map(({ id }) => id);
    const actor = capacityFor(caller, 'READ_RETURN', view.force.code);
    // What a version states never changes, so it may be read after the return was.
    const contents = await this.transactions.run(actor, (tx) => this.reading.contents(tx, ids), { readOnly: true });
    return historyOf(view, wanted, contents);
  }

  /**
   * What is different between two versions of a return, cell by cell, in the dictionary's order; null where the caller
   * may not know of it, or one of them is not there.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async difference(actor: Actor, key: ReturnKey, from: number, to: number): Promise<ChangeView[] | null> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const view = await this.reader.read(tx, actor, key, { version: from, contents: false });
        const idOf = (wanted: number): string | undefined => view?.heads.find(({ version }) => version === wanted)?.id;
        const [earlier, later] = [idOf(from), idOf(to)];
        if (view === null || earlier === undefined || later === undefined) {
          return null;
        }
        const contents = await this.reading.contents(tx, [earlier, later]);
        const nothing = { results: [] };
        return changesOf(contents.get(earlier) ?? nothing, contents.get(later) ?? nothing, view.setting);
      },
      { readOnly: true },
    );
  }

  /** What the caller may not do with a return now, and why, in the order of ACTIONS; the other actions they may. */
  denials(caller: Caller, standpoint: Standpoint): Denial[] {
    return ACTIONS.flatMap((action: Action) => this.policy.denialOf(caller, action, standpoint) ?? []);
  }

  /**
   * How many versions there are of each of several returns, in the order asked; 0 where nothing is there, or the caller
   * may not know of it.
   */
  async versionsStanding(actor: Actor, keys: readonly ReturnKey[]): Promise<number[]> {
    const found = await this.transactions.run(actor, (tx) => this.returns.counts(tx, keys), { readOnly: true });
    return keys.map(
      ({ phase, force }) => found.find((one) => one.phase === phase && one.force === force)?.versions ?? 0,
    );
  }

  /** Which of these returns stand on a version that was sent, perhaps signed off, and of which nothing else has come. */
  async waiting(actor: Actor, keys: readonly ReturnKey[]): Promise<(ReturnKey & { readonly version: number })[]> {
    return this.transactions.run(actor, (tx) => this.returns.waiting(tx, keys), { readOnly: true });
  }
}

const isOrFollows = (version: number, head: HeadRow): boolean =>
  version === head.version || version === head.version + 1;
