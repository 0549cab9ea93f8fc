import type { CalendarDate } from '../../common/dates.js';

/** The kinds of organisation. */
export const FORCE_KINDS = ['TERRITORIAL_FORCE', 'REGIONAL_UNIT', 'NATIONAL_FORCE', 'PARTNER'] as const;
export type ForceKind = (typeof FORCE_KINDS)[number];

/** An organisation that contributes: a territorial force, a regional unit, a national force or a partner. */
export interface Force {
  /** Its police.uk slug if it has one. */
  readonly code: string;
  readonly name: string;
  readonly kind: ForceKind;
  /** The ONS code of its police force area; null if it has none. */
  readonly onsCode: string | null;
  /** Null if it is national. */
  readonly region: string | null;
  readonly alsoKnownAs: readonly string[];
  /** The last day before it became part of another force; null if it has not. */
  readonly validUntil: CalendarDate | null;
  /**
   * The code of the force that it became part of; null if it has not. Null beside a last day: see `isUndone`.
   */
  readonly mergedInto: string | null;
}

/** Whether the merger that made a force was undone: it has a last day and is part of no other, so it exists on no day. */
export function isUndone({ validUntil, mergedInto }: Pick<Force, 'validUntil' | 'mergedInto'>): boolean {
  return validUntil !== null && mergedInto === null;
}
