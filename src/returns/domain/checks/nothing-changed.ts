import { problem, type Problem } from '../../../common/problem.js';
import type { CurrentVersion, EntryContext, ReturnEntry } from './entry/entry.js';
import type { Figure } from '../arithmetic/figure.js';

/**
 * NOTHING_CHANGED if a return is the same as the current version: the same figures, as they are stored, with the same
 * notes, dates and withholding. The reason, the sender and how the region received it do not count, nor does a time of
 * withholding that has passed.
 *
 * @param figures all figures of the return, in any order; no problem of the return blocks
 */
export function nothingChanged(
  entry: ReturnEntry,
  figures: readonly Figure[],
  { current, now }: Pick<EntryContext, 'current' | 'now'>,
): Problem[] {
  if (current === null || !sameAbout(entry, current) || !sameFigures(figures, current.figures, now)) {
    return [];
  }
  const message = `The return is the same as version ${current.version}, the current one: the figures, notes and dates are equal. If you wanted to change something, it is missing: send the return again with the change. To repeat a request without another version, give both the same 'idempotencyKey'.`;
  return [problem('NOTHING_CHANGED', message)];
}

function sameAbout({ window, asAt, note }: ReturnEntry, current: CurrentVersion): boolean {
  return (
    window?.from === current.window?.from &&
    window?.to === current.window?.to &&
    asAt === current.asAt &&
    note === current.note
  );
}

function sameFigures(sent: readonly Figure[], stored: readonly Figure[], now: Date): boolean {
  const texts = new Set(stored.map((figure) => textOf(figure, now)));
  return sent.length === stored.length && sent.every((figure) => texts.has(textOf(figure, now)));
}

/** The same for two figures that are stored as the same. */
function textOf({ measure, part, state, value, qualifier, note, withheldUntil }: Figure, now: Date): string {
  const until = withheldUntil !== null && withheldUntil > now ? withheldUntil : null;
  return JSON.stringify([measure, part, state, value?.toFixed() ?? null, qualifier, note, until]);
}
