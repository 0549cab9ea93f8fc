import { problem, type Problem } from '../../common/problem.js';
import type { ReturnEntry } from './entry.js';

/** Versions of one return. */
const MOST_VERSIONS = 200;
/** Figures, nil and notApplicable of one return, whatever the dictionary has. */
const MOST_NAMED = 500;
/** All that was written with one return, in bytes as UTF-8: some 400 pages. */
const MOST_TEXT_BYTES = 2_000_000;
/** One draft, in bytes as JSON. */
const MOST_DRAFT_BYTES = 1_000_000;
/** How often a draft of one return is saved. */
const MOST_REVISIONS = 10_000;

const NUMBER = new Intl.NumberFormat('en-GB');
const say = (count: number): string => NUMBER.format(count);

/**
 * Whether a return takes another version. The region may always enter one: what is wrong can be corrected.
 *
 * @param versions how many it has
 * @param isOwn whether its own force sends it
 */
export function versionCountProblems(versions: number, isOwn: boolean): Problem<'TOO_MANY_VERSIONS'>[] {
  if (!isOwn || versions < MOST_VERSIONS) return [];
  const message = `This return has ${versions} versions; a force may submit at most ${MOST_VERSIONS}. Ask the regional coordinator to enter the correction.`;
  return [problem('TOO_MANY_VERSIONS', message)];
}

/**
 * Whether a return names too much for each of it to be looked at: more than the dictionary has, and more than anybody
 * who types it twice by mistake.
 *
 * @param places how many measures and parts there are
 */
export function figureCountProblems(
  { figures, nil, notApplicable }: Pick<ReturnEntry, 'figures' | 'nil' | 'notApplicable'>,
  places: number,
): Problem<'TOO_MANY_FIGURES'>[] {
  const named = figures.length + nil.length + notApplicable.length;
  const most = Math.max(MOST_NAMED, places);
  if (named <= most) return [];
  const message = `The return has ${say(named)} entries in 'figures', 'nil' and 'notApplicable'; expected at most ${say(most)}. Send each measure and part once.`;
  return [problem('TOO_MANY_FIGURES', message)];
}

/** Actions that add text, with what their message advises beside writing less. What ends something always may. */
const ADVICE = {
  SUBMIT: 'or ask the regional coordinator to enter the return',
  SIGN_OFF: 'or ask the regional coordinator to accept the return without sign-off',
  QUERY: 'or ask the force in another way',
} as const;
export type AddsText = keyof typeof ADVICE;

/** Whether an action adds text that is counted. */
export const addsText = (action: string): action is AddsText => Object.hasOwn(ADVICE, action);

/**
 * Whether a return takes so much more text.
 *
 * @param size bytes that it has, and that come with what is sent
 */
export function textProblems(action: AddsText, { there, added }: { there: number; added: number }): Problem[] {
  if (added === 0 || there + added <= MOST_TEXT_BYTES) return [];
  const left = Math.max(0, MOST_TEXT_BYTES - there);
  const message = `This return's notes, reasons, questions and answers take up ${say(there)} bytes, and this text adds ${say(added)}; the limit is ${say(MOST_TEXT_BYTES)}. Shorten the text to ${say(left)} bytes, ${ADVICE[action]}.`;
  return [problem('TOO_MUCH_TEXT', message)];
}

/** The free text of a return as it was sent, in bytes as UTF-8. */
export function textBytesOf({ figures, note, reason }: Pick<ReturnEntry, 'figures' | 'note' | 'reason'>): number {
  return bytesOf([note, reason, ...figures.map((figure) => figure.note)]);
}

/** @param texts null: nothing was written */
export function bytesOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)), 0);
}

/** Whether a draft is small enough to be kept. */
export function draftSizeProblems(bytes: number): Problem[] {
  if (bytes <= MOST_DRAFT_BYTES) return [];
  const message = `The draft takes up ${say(bytes)} bytes; the limit is ${say(MOST_DRAFT_BYTES)}. Shorten its notes, or remove figures that appear twice.`;
  return [problem('DRAFT_TOO_LARGE', message)];
}

/** Whether a draft may be saved once more. */
export function revisionCountProblems(revision: number): Problem[] {
  if (revision <= MOST_REVISIONS) return [];
  const message = `Drafts of this return have been saved ${say(MOST_REVISIONS)} times, which is the limit. Submit the return without saving it as a draft.`;
  return [problem('TOO_MANY_REVISIONS', message)];
}
