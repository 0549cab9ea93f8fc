import type { CalendarDate } from '../../common/dates.js';

/** What kind of organisation contributes. */
export const FORCE_KINDS = ['TERRITORIAL_FORCE', 'REGIONAL_UNIT', 'NATIONAL_FORCE', 'PARTNER'] as const;
export type ForceKind = (typeof FORCE_KINDS)[number];

/** An organisation that contributes: a territorial force, a regional unit, a national force, a partner. */
export interface Force {
  /** The police.uk slug where there is one. */
  readonly code: string;
  readonly name: string;
  readonly kind: ForceKind;
  /** The ONS code of the police force area; null where there is none. */
  readonly onsCode: string | null;
  /** Null: national. */
  readonly region: string | null;
  readonly alsoKnownAs: readonly string[];
  /** The last day before it became part of another; null: it has not. */
  readonly validUntil: CalendarDate | null;
  /** The code of the force that it became part of; null: none. */
  readonly mergedInto: string | null;
}
