import { Injectable } from '@nestjs/common';
import { IdentitiesService, type Actor } from '../access/index.js';
import type { Problem } from '../common/problem.js';
import { DictionaryService } from '../dictionary/index.js';
import { LifecycleService, ReturnsService, SubmissionsService, type Submission } from '../returns/index.js';
import { demoIdentities } from './demo-identities.js';
import { publishedReturns } from './published-record.js';

/** Whoever looks through the forces for their demo identities, and accepts the record: the coordinator. */
const COORDINATOR: Actor = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };

/** The most forces that get demo identities. */
const MOST_FORCES = 100;

/** Why a figure that a warning is about stands all the same. */
const AS_PUBLISHED = 'So it was published.';

/** A version of the record. */
interface Placed {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
}

/** What only a demo has: identities with known tokens, and the published record as returns. */
@Injectable()
export class DemoService {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly dictionary: DictionaryService,
    private readonly returns: ReturnsService,
    private readonly submissions: SubmissionsService,
    private readonly lifecycle: LifecycleService,
  ) {}

  /**
   * Adds the demo identities that are not there yet.
   *
   * @returns how many there are now
   */
  async loadIdentities(): Promise<number> {
    const identities = demoIdentities(await this.dictionary.forces(COORDINATOR, { first: MOST_FORCES, after: null }));
    await this.identities.addMissing(identities);
    return identities.length;
  }

  /**
   * Sends the published record, each return as its force's analyst would, and has it signed off by its approver and
   * accepted by the coordinator, through the same services. A return that stands already is left alone, unless nobody
   * has done anything with it yet: a start that was cut off is made good by the next one.
   *
   * @returns how many versions the record has, and how many of them were added
   */
  async loadRecord(): Promise<{ versions: number; added: number }> {
    const record = publishedReturns();
    const standing = await this.returns.versionCounts(COORDINATOR, record);
    const waiting = await this.returns.waiting(COORDINATOR, record);
    let added = 0;
    for (const [place, submission] of record.entries()) {
      const { phase, force } = submission;
      const version = (submission.expectedVersion ?? 0) + 1;
      const isWaiting = waiting.some((one) => one.phase === phase && one.force === force && one.version === version);
      if (version > (standing[place] ?? 0)) {
        added += (await this.send(submission, record)) ? 1 : 0;
      } else if (isWaiting && (await this.isOfRecord(submission))) {
        await this.finish({ phase, force, version });
      }
    }
    return { versions: record.length, added };
  }

  /** False when it was kept out on purpose, or a version that somebody else sent stands where it would be laid over. */
  private async send(submission: Submission, record: readonly Submission[]): Promise<boolean> {
    const { phase, force } = submission;
    const before = record.find(
      (one) =>
        one.phase === phase && one.force === force && one.expectedVersion === (submission.expectedVersion ?? 0) - 1,
    );
    if (before !== undefined && !(await this.isOfRecord(before))) {
      return false;
    }
    const analyst: Actor = { id: `demo-analyst-${force}`, role: 'FORCE_ANALYST', force };
    const outcome = await this.submissions.submit(analyst, submission);
    if ('return' in outcome) {
      await this.finish({ phase, force, version: outcome.return.version });
      return true;
    }
    assertLeftOut(submission, outcome.problems);
    return false;
  }

  /** Has a version signed off and accepted. */
  private async finish(key: Placed): Promise<void> {
    const { force, version } = key;
    const approver: Actor = { id: `demo-approver-${force}`, role: 'FORCE_APPROVER', force };
    const view = await this.returns.find(approver, key, { ...HEAD_ONLY, version, contents: ['problems'] });
    const warnings = (view?.problems ?? []).filter(({ severity }) => severity === 'WARNING');
    const given = new Map(
      warnings.map(({ code, measure, breakdown: part }) => [
        JSON.stringify([code, measure, part]),
        { code, measure, part, reason: AS_PUBLISHED },
      ]),
    );
    const signedOff = await this.lifecycle.signOff(approver, key, [...given.values()]);
    if ('problems' in signedOff) assertLeftOut(key, signedOff.problems);
    const accepted = await this.lifecycle.accept(COORDINATOR, key, null);
    if ('problems' in accepted) assertLeftOut(key, accepted.problems);
  }

  /** Whether the version that stands in its place is the record's. */
  private async isOfRecord({ phase, force, expectedVersion, note }: Submission): Promise<boolean> {
    const version = (expectedVersion ?? 0) + 1;
    const found = await this.returns.find(COORDINATOR, { phase, force }, { ...HEAD_ONLY, version, texts: true });
    return found?.note === note;
  }
}

/** A version without what it states, and without what happened to it. */
const HEAD_ONLY = { contents: [], texts: false, steps: false, queries: false } as const;

/** What keeps a version of the record out on purpose: another process was quicker, or the coordinator has changed a phase. */
const LEFT_OUT = new Set(['VERSION_CONFLICT', 'NOT_POSSIBLE_NOW', 'PHASE_NOT_OPEN', 'FORCE_NOT_PARTICIPATING']);

/** @throws Error unless it was kept out on purpose */
function assertLeftOut({ phase, force }: Pick<Placed, 'phase' | 'force'>, problems: readonly Problem[]): void {
  const [blocking] = problems.filter(({ severity }) => severity === 'BLOCK');
  if (blocking === undefined || !LEFT_OUT.has(blocking.code)) {
    throw new Error(`The published record of ${force} for ${phase} was refused: ${blocking?.message ?? 'no reason'}`);
  }
}
