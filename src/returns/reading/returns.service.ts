import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { capacityFor, type Actor, type Caller } from '../../access/index.js';
import { CodedError } from '../../common/errors.js';
import { Transactions } from '../../database/index.js';
import { ACTIONS, type Action } from '../domain/index.js';
import { ReadingRepository, type PageRow } from './reading.repository.js';
import { ReturnReader, type ReadOptions } from './return-reader.js';
import type { ReturnKey, ReturnContext } from '../shared/return-context.js';
import { changesOf, historyVersion, type ChangeView, type HistoryVersion, type ReturnView } from './return-view.js';
import { ReturnsPolicy, type Denial, type ActionContext } from '../shared/returns.policy.js';
import { ReturnsRepository } from '../shared/returns.repository.js';

/** A page of the versions of a return, by number. */
export interface HistoryPage {
  readonly first: number;
  /** The last version of the page before; null: the first page. */
  readonly after: number | null;
  /** True: newest version first. */
  readonly newestFirst: boolean;
  /** Whether to read notes, reasons, questions and answers. Here and below, what is not read is empty or null. */
  readonly texts: boolean;
  readonly problems: boolean;
  readonly acknowledgements: boolean;
  readonly steps: boolean;
  /** Whether to read all questions. Open questions are always read, to be counted. */
  readonly queries: boolean;
  readonly changes: boolean;
}

/** The number of versions compared before other requests get a turn. */
const AT_ONCE = 5;

/** Reads returns and their history. */
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
   * A force's return, in one of its versions; `version` null: the current version, else the newest. NOT_STARTED or
   * DRAFT, with version 0, if there is no version. Null if the caller may not see the return, or the version does not
   * exist.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async find(actor: Actor, key: ReturnKey, options: ReadOptions): Promise<ReturnView | null> {
    return this.transactions.run(actor, (tx) => this.reader.read(tx, actor, key, options), { readOnly: true });
  }

  /**
   * A page of the versions of a return, each with its changes from the version that was current before it.
   *
   * @throws CodedError BAD_USER_INPUT if `after` is not the number of a version; QUERY_TOO_COMPLEX for too many results
   */
  async history(
    caller: Caller,
    { phase, force, currentVersions, context }: Pick<ReturnView, 'phase' | 'force' | 'currentVersions' | 'context'>,
    { first, after, newestFirst, ...options }: HistoryPage,
  ): Promise<HistoryVersion[]> {
    const most = currentVersions.versions;
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
    const { changes: results, ...parts } = options;
    const rows = await this.transactions.run(
      actor,
      (tx) => this.reading.versions(tx, key, { versions, ...parts, results, before: results }),
      { readOnly: true },
    );
    const views = await buildInTurns(rows, context);
    return newestFirst ? views.toReversed() : views;
  }

  /**
   * The differences between two versions of a return, by measure and part, in the dictionary's order; null if the
   * caller may not see the return, or one of the versions does not exist.
   *
   * @throws CodedError NOT_FOUND for an unknown phase or force
   */
  async difference(actor: Actor, key: ReturnKey, from: number, to: number): Promise<ChangeView[] | null> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const view = await this.reader.read(tx, actor, key, {
          version: from,
          contents: [],
          texts: false,
          steps: false,
          queries: false,
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
        const [earlier, later] = [from, to].map((number) => rows.find(({ version }) => version === number));
        return earlier === undefined || later === undefined ? null : changesOf(earlier, later, view.context);
      },
      { readOnly: true },
    );
  }

  /**
   * The actions that the caller may not take on a return now, and why, in the order of ACTIONS. All others are allowed.
   */
  denials(caller: Caller, context: ActionContext): Denial[] {
    return ACTIONS.flatMap((action: Action) => this.policy.denialOf(caller, action, context) ?? []);
  }

  /**
   * The number of versions of each of several returns, in the order asked; 0 if there is none, or the caller may not
   * see the return.
   */
  async versionCounts(actor: Actor, keys: readonly ReturnKey[]): Promise<number[]> {
    const found = await this.transactions.run(actor, (tx) => this.returns.counts(tx, keys), { readOnly: true });
    return keys.map(
      ({ phase, force }) => found.find((one) => one.phase === phase && one.force === force)?.versions ?? 0,
    );
  }

  /** Those of these returns whose current version was submitted, perhaps signed off, and had no other step. */
  async waiting(actor: Actor, keys: readonly ReturnKey[]): Promise<(ReturnKey & { readonly version: number })[]> {
    return this.transactions.run(actor, (tx) => this.returns.waiting(tx, keys), { readOnly: true });
  }
}

/** The versions of a page, worked out a few at a time so that other requests are not held up. */
async function buildInTurns(rows: readonly PageRow[], context: ReturnContext): Promise<HistoryVersion[]> {
  const byNumber = new Map(rows.map((row) => [row.version, row]));
  const views: HistoryVersion[] = [];
  for (const row of rows) {
    if (!row.inPage) continue;
    views.push(historyVersion(row, row.before === null ? undefined : byNumber.get(row.before), context));
    if (views.length % AT_ONCE === 0) await setImmediate();
  }
  return views;
}
