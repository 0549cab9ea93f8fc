import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { blocks, type Problem } from '../common/problem.js';
import { PhasesService } from '../operations/index.js';
import { PublicationService, ReleaseDrafts, ReleaseReader } from '../releases/index.js';
import { COORDINATOR, PRESS_OFFICER_ID } from './demo-identities.js';

/** The phases of the published record for which enough forces have reported. */
const RELEASED = ['scorpion-1', 'scorpion-2', 'scorpion-5', 'scorpion-6', 'scorpion-7', 'scorpion-9'];

/** The one of them that is under embargo at first, and for how long. */
const HELD = 'scorpion-6';
const HELD_FOR = { days: 7 };

/** The reason given for every warning about the published figures. */
const AS_PUBLISHED = 'Figures that forces published themselves.';

/** The problems with which a phase is left out: another process released it, or its returns were changed. */
const LEFT_OUT = new Set(['VERSION_CONFLICT', 'NOTHING_ACCEPTED', 'COVERAGE_BELOW_FLOOR', 'REASON_REQUIRED']);

/** Releases the published figures of a demo. */
@Injectable()
export class DemoReleases {
  constructor(
    private readonly phases: PhasesService,
    private readonly drafts: ReleaseDrafts,
    private readonly publication: PublicationService,
    private readonly reader: ReleaseReader,
  ) {}

  /**
   * Releases each phase of the published record that was never released: all of them at once, except for one, which is
   * under embargo for a week, with the press officer named for it.
   *
   * @returns how many of them have a release now
   */
  async load(): Promise<number> {
    let released = 0;
    for (const phase of RELEASED) {
      const { release } = await this.reader.find(COORDINATOR, phase, null);
      if (release !== null || (await this.release(phase))) released += 1;
    }
    return released;
  }

  /** False if it was left out for one of the reasons in LEFT_OUT. */
  private async release(phase: string): Promise<boolean> {
    const problems = (await this.drafts.find(COORDINATOR, phase))?.problems ?? [];
    // Totals that cannot be released are not held back either.
    if (problems.some(blocks)) return false;
    const isHeld = phase === HELD;
    if (isHeld) await this.phases.change(COORDINATOR, phase, { totalsHeldBack: true }, UNCONDITIONAL);
    const warnings = problems.filter(({ severity }) => severity === 'WARNING');
    const outcome = await this.publication.publish(COORDINATOR, phase, {
      embargoUntil: isHeld ? DateTime.utc().plus(HELD_FOR).startOf('minute').toJSDate() : null,
      namedReaders: isHeld ? [PRESS_OFFICER_ID] : [],
      note: null,
      kind: null,
      expectedVersion: 0,
      acknowledgements: [...new Set(warnings.map(({ code }) => code))].map((code) => ({ code, reason: AS_PUBLISHED })),
    });
    if ('problems' in outcome) assertLeftOut(phase, outcome.problems);
    return 'release' in outcome;
  }
}

const UNCONDITIONAL = { reason: null, expectedStatus: null, confirm: true };

/** @throws Error unless the phase was left out for one of the reasons in LEFT_OUT */
function assertLeftOut(phase: string, problems: readonly Problem[]): void {
  const unexpected = problems.find(({ code, severity }) => severity === 'BLOCK' && !LEFT_OUT.has(code));
  if (unexpected !== undefined) throw new Error(`The release of ${phase} was refused: ${unexpected.message}`);
}
