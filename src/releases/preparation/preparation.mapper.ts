import type { DraftOutcome, ReleaseDraft } from './release-drafts.js';
import type { ReleaseDraftType } from './preparation.types.js';

/** A draft as the API gives it. Its headlines are current: nothing replaces them yet. */
export function draftOf({ content, ...draft }: ReleaseDraft): ReleaseDraftType {
  const { version, coverage, totals, changes, headlines } = content;
  const current = headlines.map((headline) => ({ ...headline, status: 'CURRENT' as const }));
  return { ...draft, version, coverage, totals, changes, headlines: current };
}

/** The outcome of preparing a draft as the API gives it. */
export function draftResultOf(outcome: DraftOutcome): object {
  return 'draft' in outcome ? { draft: draftOf(outcome.draft) } : outcome;
}
