import type { Problem } from '../../common/problem.js';
import type { DraftOutcome, ReleaseDraft } from './release-drafts.js';
import type { ReleaseDraftType } from './preparation.types.js';

/** A draft as the API gives it. Its headlines are HELD: they are not out. */
export function draftOf({ content, ...draft }: ReleaseDraft): ReleaseDraftType {
  const { version, coverage, totals, changesSince, changes, headlines } = content;
  const held = headlines.map((headline) => ({ ...headline, status: 'HELD' as const }));
  return { ...draft, version, coverage, totals, changesSince, changes, headlines: held };
}

/** The outcome of preparing a draft as the API gives it. */
export type DraftResult = { readonly draft: ReleaseDraftType } | { readonly problems: readonly Problem[] };

export function draftResultOf(outcome: DraftOutcome): DraftResult {
  return 'draft' in outcome ? { draft: draftOf(outcome.draft) } : outcome;
}
