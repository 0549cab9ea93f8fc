import { Injectable } from '@nestjs/common';
import { IdentitiesService, type Actor } from '../access/index.js';
import { DictionaryService } from '../dictionary/index.js';
import { ReturnsService, type Submission } from '../returns/index.js';
import { demoIdentities } from './demo-identities.js';
import { publishedReturns } from './published-record.js';

/** Whoever looks through the forces for their demo identities: the coordinator, who may read all of them. */
const COORDINATOR: Actor = { id: 'demo-coordinator', role: 'REGIONAL_COORDINATOR', force: null };

/** The most forces that get demo identities. */
const MOST_FORCES = 100;

/** What only a demo has: identities with known tokens, and the published record as returns. */
@Injectable()
export class DemoService {
  constructor(
    private readonly identities: IdentitiesService,
    private readonly dictionary: DictionaryService,
    private readonly returns: ReturnsService,
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
   * Sends the published record, each return as its force's analyst would, through the same service. A return that
   * stands already is left alone, so a start that was cut off is made good by the next one.
   *
   * @returns how many versions the record has, and how many of them were added
   */
  async loadRecord(): Promise<{ versions: number; added: number }> {
    const record = publishedReturns();
    const standing = await this.returns.versionsStanding(COORDINATOR, record);
    const missing = record.filter(({ expectedVersion }, place) => (expectedVersion ?? 0) >= (standing[place] ?? 0));
    let added = 0;
    for (const submission of missing) {
      added += (await this.send(submission, record)) ? 1 : 0;
    }
    return { versions: record.length, added };
  }

  /** False when another process was quicker, or a version that somebody else sent stands where it would be laid over. */
  private async send(submission: Submission, record: readonly Submission[]): Promise<boolean> {
    const { phase, force, expectedVersion } = submission;
    const before = record.find(
      (one) => one.phase === phase && one.force === force && one.expectedVersion === (expectedVersion ?? 0) - 1,
    );
    if (before !== undefined) {
      const standing = await this.returns.find(COORDINATOR, phase, force, expectedVersion);
      if (standing?.note !== before.note) {
        return false;
      }
    }
    const analyst: Actor = { id: `demo-analyst-${force}`, role: 'FORCE_ANALYST', force };
    const outcome = await this.returns.submit(analyst, submission);
    if ('return' in outcome) {
      return true;
    }
    const [blocking] = outcome.problems.filter(({ severity }) => severity === 'BLOCK');
    if (blocking?.code === 'VERSION_CONFLICT') {
      return false;
    }
    throw new Error(`The published record of ${force} for ${phase} was refused: ${blocking?.message ?? 'no reason'}`);
  }
}
