import { Injectable } from '@nestjs/common';
import { IdentitiesService, type Actor } from '../access/index.js';
import type { Problem } from '../common/problem.js';
import { DictionaryService } from '../dictionary/index.js';
import { LifecycleService, ReturnsService, SubmissionsService, type Submission } from '../returns/index.js';
import { COORDINATOR, demoIdentities } from './demo-identities.js';
import { publishedReturns } from './published-record.js';

/** The most forces for which demo identities are made. */
const MOST_FORCES = 100;

/** The reason given at sign-off for every warning about a published figure. */
const AS_PUBLISHED = 'It was published like this.';

/** One version of a published return. */
interface Placed {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
}

/** Loads what only a demo has: identities with known tokens, and the published figures as returns. */
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
   * Adds the missing demo identities.
   *
   * @returns how many there are now
   */
  async loadIdentities(): Promise<number> {
    const identities = demoIdentities(await this.dictionary.forces(COORDINATOR, { first: MOST_FORCES, after: null }));
    await this.identities.addMissing(identities);
    return identities.length;
  }

  /**
   * Submits the published figures: each return as its force's analyst, then signed off by the approver and accepted by
   * the coordinator, through the same services as everybody uses. An existing version is left alone, except one of the
   * record that is still waiting, because an earlier start was interrupted: that one is signed off and accepted.
   *
   * @returns how many versions the published record has, and how many of them were added now
   */
  async loadRecord(): Promise<{ versions: number; added: number }> {
    const record = publishedReturns();
    const current = await this.returns.versionCounts(COORDINATOR, record);
    const waiting = await this.returns.waiting(COORDINATOR, record);
    let added = 0;
    for (const [place, submission] of record.entries()) {
      const { phase, force } = submission;
      const version = (submission.expectedVersion ?? 0) + 1;
      const isWaiting = waiting.some((one) => one.phase === phase && one.force === force && one.version === version);
      if (version > (current[place] ?? 0)) {
        added += (await this.send(submission, record)) ? 1 : 0;
      } else if (isWaiting && (await this.isOfRecord(submission))) {
        await this.finish({ phase, force, version });
      }
    }
    return { versions: record.length, added };
  }

  /** Submits one version. False if it was left out on purpose, or somebody else has submitted the version before it. */
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

  /** Signs off and accepts a version. */
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

  /** Whether the stored version with this number is the one of the published record. */
  private async isOfRecord({ phase, force, expectedVersion, note }: Submission): Promise<boolean> {
    const version = (expectedVersion ?? 0) + 1;
    const found = await this.returns.find(COORDINATOR, { phase, force }, { ...HEAD_ONLY, version, texts: true });
    return found?.note === note;
  }
}

/** Reads a version without its figures and without its steps. */
const HEAD_ONLY = { contents: [], texts: false, steps: false, queries: false } as const;

/** The problems with which a published version is left out: another process added it, or somebody changed the phase. */
const LEFT_OUT = new Set(['VERSION_CONFLICT', 'NOT_POSSIBLE_NOW', 'PHASE_NOT_OPEN', 'FORCE_NOT_PARTICIPATING']);

/** @throws Error unless the version was left out for one of the reasons in LEFT_OUT */
function assertLeftOut({ phase, force }: Pick<Placed, 'phase' | 'force'>, problems: readonly Problem[]): void {
  const [blocking] = problems.filter(({ severity }) => severity === 'BLOCK');
  if (blocking === undefined || !LEFT_OUT.has(blocking.code)) {
    throw new Error(`The published record of ${force} for ${phase} was refused: ${blocking?.message ?? 'no reason'}`);
  }
}
