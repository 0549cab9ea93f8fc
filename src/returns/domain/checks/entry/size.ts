import { problem, type Problem } from '../../../../common/problem.js';
import type { Action } from '../../lifecycle/lifecycle.js';
import type { ReturnEntry } from './entry.js';

/** The most versions of one return that its force may submit. */
const MOST_VERSIONS = 200;
/** The most figures, nil and notApplicable entries of one return, unless the dictionary has more measures and parts. */
const MOST_NAMED = 500;
/** The most free text of one return, in bytes of UTF-8: about 400 pages. */
const MOST_TEXT_BYTES = 2_000_000;
/** The largest draft, in bytes of JSON. */
const MOST_DRAFT_BYTES = 1_000_000;
/** The most times that a draft of one return can be saved. */
const MOST_REVISIONS = 10_000;

const NUMBER = new Intl.NumberFormat('en-GB');
const format = (count: number): string => NUMBER.format(count);

/**
 * TOO_MANY_VERSIONS if a force may not submit another version. The region always may, so that an error can be
 * corrected.
 *
 * @param versions the number of versions of the return
 * @param isOwn whether the force itself submits it
 */
export function versionCountProblems(versions: number, isOwn: boolean): Problem<'TOO_MANY_VERSIONS'>[] {
  if (!isOwn || versions < MOST_VERSIONS) return [];
  const message = `This return has ${versions} versions; a force may submit at most ${MOST_VERSIONS}. Ask the regional coordinator to enter the correction.`;
  return [problem('TOO_MANY_VERSIONS', message)];
}

/**
 * TOO_MANY_FIGURES if a return has too many entries to check each of them: more than MOST_NAMED, and more than there
 * are measures and parts.
 *
 * @param places the number of measures and parts in the dictionary
 */
export function figureCountProblems(
  { figures, nil, notApplicable }: Pick<ReturnEntry, 'figures' | 'nil' | 'notApplicable'>,
  places: number,
): Problem<'TOO_MANY_FIGURES'>[] {
  const named = figures.length + nil.length + notApplicable.length;
  const most = Math.max(MOST_NAMED, places);
  if (named <= most) return [];
  const message = `The return has ${format(named)} entries in 'figures', 'nil' and 'notApplicable'; expected at most ${format(most)}. Send each measure and part once.`;
  return [problem('TOO_MANY_FIGURES', message)];
}

/** What to do besides shortening the text of an action. Null: its text has no limit, because the action ends something. */
const ADVICE: Readonly<Record<Action, string | null>> = {
  SUBMIT: 'or ask the regional coordinator to enter the return',
  CORRECT: 'or ask the regional coordinator to enter the return',
  SIGN_OFF: 'or ask the regional coordinator to accept the return without sign-off',
  QUERY: 'or ask in another way',
  ANSWER: null,
  TAKE_BACK: null,
  ACCEPT: null,
  ACCEPT_WITHOUT_SIGN_OFF: null,
  UNDO_ACCEPTANCE: null,
  WITHDRAW: null,
};

/** Whether the text of an action is limited. */
export const hasTextLimit = (action: Action): boolean => ADVICE[action] !== null;

/**
 * TOO_MUCH_TEXT if a return would have too much free text. An action without a limit has no such problem.
 *
 * @param size in bytes: the text of the return so far, and the text that is added
 */
export function textProblems(action: Action, { there, added }: { there: number; added: number }): Problem[] {
  const otherwise = ADVICE[action];
  if (otherwise === null || added === 0 || there + added <= MOST_TEXT_BYTES) return [];
  const left = Math.max(0, MOST_TEXT_BYTES - there);
  const advice = left === 0 ? 'No text can be added. Leave it out' : `Shorten the text to ${format(left)} bytes`;
  const message = `This return's notes, reasons, questions and answers take up ${format(there)} bytes, and this text adds ${format(added)}; the limit is ${format(MOST_TEXT_BYTES)}. ${advice}, ${otherwise}.`;
  return [problem('TOO_MUCH_TEXT', message)];
}

/** The size of the free text in a return, in bytes of UTF-8. */
export function textBytesOf({ figures, note, reason }: Pick<ReturnEntry, 'figures' | 'note' | 'reason'>): number {
  return bytesOf([note, reason, ...figures.map((figure) => figure.note)]);
}

/** @param texts null: no text */
export function bytesOf(texts: readonly (string | null)[]): number {
  return texts.reduce((sum, text) => sum + (text === null ? 0 : Buffer.byteLength(text)), 0);
}

/** DRAFT_TOO_LARGE if a draft is too large to save. */
export function draftSizeProblems(bytes: number): Problem[] {
  if (bytes <= MOST_DRAFT_BYTES) return [];
  const message = `The draft takes up ${format(bytes)} bytes; the limit is ${format(MOST_DRAFT_BYTES)}. Shorten its notes, or remove figures that appear twice.`;
  return [problem('DRAFT_TOO_LARGE', message)];
}

/** TOO_MANY_REVISIONS if a draft was saved too often. */
export function revisionCountProblems(revision: number): Problem[] {
  if (revision <= MOST_REVISIONS) return [];
  const message = `Drafts of this return have been saved ${format(MOST_REVISIONS)} times, which is the limit. Submit the return without saving it as a draft.`;
  return [problem('TOO_MANY_REVISIONS', message)];
}
