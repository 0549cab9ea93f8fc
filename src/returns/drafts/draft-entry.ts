import { Decimal } from '../../common/decimal.js';
import type { Submission } from '../submission/submission.js';

/** What a draft holds: a return as it was typed, unchecked. */
export type DraftEntry = Omit<Submission, 'phase' | 'force' | 'idempotencyKey'>;

/** The same as JSON gives it back: decimals and instants are text. */
type StoredEntry = Omit<DraftEntry, 'figures' | 'onBehalf'> & {
  readonly figures: readonly (Omit<DraftEntry['figures'][number], 'value'> & { readonly value: string | null })[];
  readonly onBehalf: (Omit<NonNullable<DraftEntry['onBehalf']>, 'at'> & { readonly at: string }) | null;
};

/** What of a return is kept as its draft. */
export function draftEntry({ phase: _, force: __, idempotencyKey: ___, ...entry }: Submission): DraftEntry {
  return entry;
}

/** A draft as it was stored. */
export function readDraftEntry({ figures, onBehalf, ...entry }: StoredEntry): DraftEntry {
  return {
    ...entry,
    figures: figures.map((figure) => ({ ...figure, value: figure.value === null ? null : new Decimal(figure.value) })),
    onBehalf: onBehalf === null ? null : { ...onBehalf, at: new Date(onBehalf.at) },
  };
}
