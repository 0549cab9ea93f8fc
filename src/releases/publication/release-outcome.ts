import { personalDataProblems, type FreeText } from '../../common/personal-data.js';
import type { Problem } from '../../common/problem.js';
import type { Actor } from '../../access/index.js';
import type { ReleaseReader, ReleaseView } from '../reading/release-reader.js';

/** The release as it is now, or all problems that prevented the change. */
export type ReleaseOutcome =
  | {
      readonly release: ReleaseView;
      /** What looks like personal data in the texts given. */
      readonly warnings: readonly Problem[];
    }
  | { readonly problems: readonly Problem[] };

/**
 * The outcome of a change that was made.
 *
 * @param texts the texts that were given, which are never changed
 */
export async function outcomeOf(
  reader: ReleaseReader,
  actor: Actor,
  { phase, version }: { readonly phase: string; readonly version: number },
  texts: readonly FreeText[],
): Promise<ReleaseOutcome> {
  const { release } = await reader.find(actor, phase, version);
  if (release === null) throw new Error('A release that was just changed is not there.');
  return { release, warnings: personalDataProblems(texts, 'LASTING') };
}
