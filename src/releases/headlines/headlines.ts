import { alternativesOf, claimOf, type AmountClaim } from './amount.js';
import { amountInWords } from './amount-words.js';
import { isEligible } from './eligibility.js';
import type { Headline, HeadlineForce, HeadlineRelease, HeadlineTotal } from './headline.js';
import { wordsOf } from './sentence.js';
import { TEMPLATES } from './templates.js';

/**
 * The headlines of a phase, in the order in which a press release gives them: the region's first, then each force's by
 * name. Those of the region, and of each force, are in the order of the templates; measures without a template come
 * last. A whole measure comes before its parts.
 *
 * A total has none if it has no number or is nothing at all, and where `isEligible` says so.
 */
export function headlinesOf({ totals, questioned }: HeadlineRelease): readonly Headline[] {
  const places = placesOf(totals);
  const placeOf = ({ measure }: HeadlineTotal): number => places.get(measure.code) ?? places.size;
  return totals
    .filter((total) => isEligible(total, questioned))
    .flatMap((total) => headlineOf(total) ?? [])
    .sort(
      (a, b) =>
        compareForces(a.force, b.force) || placeOf(a) - placeOf(b) || Number(a.part !== null) - Number(b.part !== null),
    );
}

function headlineOf(total: HeadlineTotal): Headline | null {
  const { unit } = total.measure;
  const claim = claimOf(total, unit);
  if (claim === null) return null;
  const inWords = (one: AmountClaim): string => amountInWords(one, unit, 'SENTENCE');
  const alternatives = new Set(alternativesOf(total, unit).map(inWords));
  alternatives.delete(inWords(claim));
  return { ...total, ...wordsOf(total, claim, TEMPLATES), alternatives: [...alternatives] };
}

/** The place of each measure in a press release, by code: those without a template last, in the order of the totals. */
function placesOf(totals: readonly HeadlineTotal[]): ReadonlyMap<string, number> {
  const places = new Map([...TEMPLATES.measures].map(([code, { place }]) => [code, place]));
  for (const { measure } of totals) {
    if (!places.has(measure.code)) places.set(measure.code, places.size);
  }
  return places;
}

/** The region first, then forces by name. */
function compareForces(a: HeadlineForce | null, b: HeadlineForce | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return compareText(a.name, b.name) || compareText(a.code, b.code);
}

/** By code point, the same on every machine. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
