import type { BreakdownRule } from '../../../src/dictionary/index.js';
import { conflictOf, nilFigure, resultOf, type Figure } from '../../../src/returns/domain/index.js';
import {
  classesOf,
  groupsOf,
  type ForceParts,
  type PartGrouping,
  type Member,
} from '../../../src/totals/domain/index.js';

/** Two drugs of class A and one of class B, of which two form a group; and one that may belong to any. */
export const MEMBERS: readonly Member[] = [
  { part: 'a1', drugClass: 'A', group: null },
  { part: 'a2', drugClass: 'A', group: 'g' },
  { part: 'b1', drugClass: 'B', group: 'g' },
  { part: 'mixed', drugClass: null, group: null },
];
export const [CLASS_A, CLASS_B] = classesOf(MEMBERS) as [PartGrouping, PartGrouping];
export const [GROUP] = groupsOf(MEMBERS) as [PartGrouping];
export const GROUPINGS = [CLASS_A, CLASS_B, GROUP];
export const PARTS = MEMBERS.map(({ part }) => part);

export interface Entry {
  readonly rule: BreakdownRule;
  readonly total: Figure | null;
  readonly parts: readonly Figure[];
}

/** The result of a return with this entry; null: no true values fit it. */
export function forcePartsOf({ rule, ...entry }: Entry): ForceParts | null {
  const definition = { rule, exhaustive: false, parts: PARTS };
  if (conflictOf(entry, definition) !== null) return null;
  const { result, settlesParts } = resultOf(entry, definition);
  const parts = entry.parts.map((part) => (result.state === 'NIL' ? nilFigure(part) : part));
  return { whole: result, settlesParts, parts: new Map(parts.map((part) => [part.part ?? '', part])) };
}
