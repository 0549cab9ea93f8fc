import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { capacityFor, type Actor, type Caller } from '../access/index.js';
import { CodedError } from '../common/errors.js';
import { Transactions } from '../database/index.js';
import { ACTIONS, type Action } from './domain/index.js';
import { ReadingRepository, type PageRow } from './reading.repository.js';
import { ReturnReader, type Wanted } from './return-reader.js';
import type { ReturnKey, ReturnSetting } from './return-setting.js';
import { changesOf, historyVersion, type ChangeView, type HistoryVersion, type ReturnView } from './return-view.js';
import { ReturnsPolicy, type Denial, type Standpoint } from './returns.policy.js';
import { ReturnsRepository } from './returns.repository.js';

/** A page of the versions of a return, by number. */
export interface HistoryPage {
  readonly first: number;
  /** The version that the page goes on after; null: it begins at the beginning. */
  readonly after: number | null;
  /** True: the last version first. */
  readonly newestFirst: boolean;
  /** Whether with notes, reasons, questions and answers; what is not wanted, here and below, is empty. */
  readonly texts: boolean;
  readonly problems: boolean;
  readonly acknowledgements: boolean;
  readonly steps: boolean;
  /** Questions; those that are open are read in any case, to be counted. */
  readonly queries: boolean;
  readonly changes: boolean;
}

/** So many versions are compared before others have their turn. */
const AT_ONCE = 5;

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
   * Versions of a return that was read, each with what it changed against the version before.
   *
   * @throws CodedError BAD_USER_INPUT for a page after a version that there is not
   */
  async history(
    caller: Caller,
    { phase, force, standing, setting }: Pick<ReturnView, 'phase' | 'force' | 'standing' | 'setting'>,
    { first, after, newestFirst, ...wanted }: HistoryPage,
  ): Promise<HistoryVersion[]> {
    const most = standing.versions;
    if (after !== null && (after < 1 || after > most)) {
      throw new CodedError(
        'BAD_USER_INPUT',
        `'after' is ${after}, which is not the number of a version of this return. Expected a number from 1 to ${most}.`,
      );
    }
    const begin = newestFirst ? Math.max(1, (after ?? most + 1) - first) : (after ?? 0) + 1;
    const end = newestFirst ? (after ?? most + 1) - 1 : Math.min(most, (after ?? 0) + first);
    const versions = Array.from({ length: Math.max(0, end - begin + 1) }, (_, place) => begin + place);
    const actor = capacityFor(caller, 'READ_RETURN', force.code);
    const key = { phase: phase.code, force: force.code };
    const { changes: results, ...parts } = wanted;
    const rows = await this.transactions.run(
      actor,
      (tx) => this.reading.versions(tx, key, { versions, ...parts, results, before: results }),
      { readOnly: true },
    );
    const told = await toldInTurns(rows, setting);
    return newestFirst ? told.toReversed() : told;
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
        const view = await this.reader.read(tx, actor, key, {
          ...{ version: from, contents: [], texts: false, steps: false, queries: false },
        });
        if (view === null) {
          return null;
        }
        const parts = { texts: false, problems: false, acknowledgements: false, results: true };
        const rows = await this.reading.versions(tx, key, {
          versions: [from, to],
          ...parts,
          steps: false,
          queries: false,
          before: false,
        });
        const [earlier, later] = [from, to].map((wanted) => rows.find(({ version }) => version === wanted));
        return earlier === undefined || later === undefined ? null : changesOf(earlier, later, view.setting);
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
  async versionCounts(actor: Actor, keys: readonly ReturnKey[]): Promise<number[]> {
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

/** The versions of a page. */
async function toldInTurns(rows: readonly PageRow[], setting: ReturnSetting): Promise<HistoryVersion[]> {
  const byNumber = new Map(rows.map((row) => [row.version, row]));
  const told: HistoryVersion[] = [];
  for (const row of rows) {
    if (!row.inPage) continue;
    told.push(historyVersion(row, row.before === null ? undefined : byNumber.get(row.before), setting));
    if (told.length % AT_ONCE === 0) await setImmediate();
  }
  return told;
}
