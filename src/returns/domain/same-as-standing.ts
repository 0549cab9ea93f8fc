import { toPlain } from '../../common/decimal.js';
import { problem, type Problem } from '../../common/problem.js';
import type { ReturnEntry, StandingVersion } from './entry.js';
import type { Figure } from './figure.js';

/**
 * SAME_AS_VERSION_BEFORE for a return that says what stands already: the same figures with their notes, in any order, the
 * same dates and the same note. Why it is sent again may differ.
 */
export function sameAsStanding(
  entry: ReturnEntry,
  figures: readonly Figure[],
  standing: StandingVersion | null,
): Problem[] {
  if (standing === null || !isSaidAgain(entry, standing) || !hasSameFigures(figures, standing.figures)) {
    return [];
  }
  const message = `The return says what version ${standing.version} says, and nothing else; check that it is the one you meant to send.`;
  return [problem('SAME_AS_VERSION_BEFORE', message)];
}

function isSaidAgain({ window, asAt, note }: ReturnEntry, standing: StandingVersion): boolean {
  const isSameWindow = window?.from === standing.window?.from && window?.to === standing.window?.to;
  return isSameWindow && asAt === standing.asAt && note === standing.note;
}

function hasSameFigures(now: readonly Figure[], before: readonly Figure[]): boolean {
  const asText = ({ measure, part, state, value, qualifier, note }: Figure): string =>
    JSON.stringify([measure, part, state, value === null ? null : toPlain(value), qualifier, note]);
  const stated = new Set(before.map(asText));
  return now.length === before.length && now.every((figure) => stated.has(asText(figure)));
}
