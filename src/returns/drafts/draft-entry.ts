import { Decimal } from '../../common/decimal.js';
import type { Submission } from '../submission/submission.js';

/** The contents of a draft: a return as it was typed, not checked. */
export type DraftEntry = Omit<Submission, 'phase' | 'force' | 'idempotencyKey'>;

/** The same as read from JSON: decimals and instants are text. Drafts of older releases have no `withheldUntil`. */
type StoredEntry = Omit<DraftEntry, 'figures' | 'onBehalf' | 'withheldUntil'> & {
  readonly figures: readonly (Omit<DraftEntry['figures'][number], 'value' | 'withheldUntil'> & {
    readonly value: string | null;
    readonly withheldUntil?: string | null;
  })[];
  readonly withheldUntil?: string | null;
  readonly onBehalf: (Omit<NonNullable<DraftEntry['onBehalf']>, 'at'> & { readonly at: string }) | null;
};

/** The part of a submission that is saved as a draft. */
export function draftEntry({ phase: _, force: __, idempotencyKey: ___, ...entry }: Submission): DraftEntry {
  return entry;
}

/** The contents of a draft, from the stored form. */
export function readDraftEntry({ figures, onBehalf, withheldUntil, ...entry }: StoredEntry): DraftEntry {
  const instant = (text: string | null | undefined): Date | null => (text == null ? null : new Date(text));
  return {
    ...entry,
    figures: figures.map((figure) => ({
      ...figure,
      value: figure.value === null ? null : new Decimal(figure.value),
      withheldUntil: instant(figure.withheldUntil),
    })),
    withheldUntil: instant(withheldUntil),
    onBehalf: onBehalf === null ? null : { ...onBehalf, at: new Date(onBehalf.at) },
  };
}
