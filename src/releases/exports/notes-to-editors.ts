import { daysInWords, instantInWords } from '../../common/date-words.js';
import type { Named, ReleaseContent } from '../domain/index.js';

/**
 * What a press office needs beside the headlines, as plain text: what the figures are, and what they are not.
 *
 * @param embargoUntil when the embargo ends that the release is under; null: none
 */
export function notesToEditors(content: ReleaseContent, embargoUntil: Date | null): string {
  const { phase, version, publishedAt, asAt, statement, coverage, kind, note, totals } = content;
  return paragraphs([
    embargoLine(embargoUntil),
    `${phase.name}: notes to editors`,
    statement,
    lines([
      `Phase: ${phase.name}, ${daysInWords(phase)}`,
      `Release: version ${version}${kind === null ? '' : `, a ${kind.toLowerCase()}`}`,
      `Release made: ${instantInWords(new Date(publishedAt))}`,
      `Figures as at: ${instantInWords(new Date(asAt))}`,
      `Forces reported: ${coverage.reported} of ${coverage.expected}`,
      `Missing: ${namesOf(coverage.missing)}`,
      'Contact: the regional coordinator of the operation',
    ]),
    note === null ? null : `What has changed since the version before: ${note}`,
    'A figure that is not reported is never counted as 0. "At least" means that the true figure may be higher, for instance because a force has not reported yet.',
    lines(['What is counted', ...totals.map(({ measure }) => `- ${measure.name}: ${measure.definition}`)]),
  ]);
}

/**
 * The headlines of a release as plain text, the region's first.
 *
 * @param embargoUntil when the embargo ends that the release is under; null: none
 */
export function headlinesText(
  { phase, version, asAt, statement, headlines }: ReleaseContent,
  embargoUntil: Date | null,
): string {
  return paragraphs([
    embargoLine(embargoUntil),
    `${phase.name}: headlines of release ${version}, as at ${instantInWords(new Date(asAt))}`,
    ...headlines.map(({ sentence }) => sentence),
    statement,
  ]);
}

const embargoLine = (until: Date | null): string | null =>
  until === null ? null : `UNDER EMBARGO UNTIL ${instantInWords(until)}. Do not use any of this before.`;
const namesOf = (forces: readonly Named[]): string =>
  forces.length === 0 ? 'no force' : forces.map(({ name }) => name).join(', ');
const lines = (all: readonly string[]): string => all.join('\r\n');
const paragraphs = (all: readonly (string | null)[]): string =>
  `${all.filter((one) => one !== null).join('\r\n\r\n')}\r\n`;
