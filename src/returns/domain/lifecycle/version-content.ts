import type { CalendarDate } from '../../../common/dates.js';
import type { Decimal } from '../../../common/decimal.js';
import type { Problem } from '../../../common/problem.js';
import type { Channel } from '../checks/entry/entry.js';
import type { Figure } from '../arithmetic/figure.js';

/** The stored contents of a version of a return, and the problems found when it was submitted. */
export interface VersionContent {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
  /** The id of the person who submitted it. */
  readonly submittedBy: string;
  readonly windowFrom: CalendarDate | null;
  readonly windowTo: CalendarDate | null;
  readonly asAt: CalendarDate | null;
  readonly note: string | null;
  readonly reason: string | null;
  readonly onBehalf: boolean;
  readonly receivedFrom: string | null;
  readonly receivedAt: Date | null;
  readonly receivedBy: Channel | null;
  /** In any order. */
  readonly figures: readonly Omit<Figure, 'approximate'>[];
  /** In the order in which they are stored. */
  readonly problems: readonly Problem[];
}

/** The start of the text. It tells each form of the text from every other. */
const FORM = 'return version, form 1';
const FORM_WITH_WITHHELD = 'return version, form 2';

/**
 * The text that is sealed for a version. Two versions have the same text only if their contents are the same. It is
 * made from stored data only, so it can be made again at any time. Never change a form: add a new one.
 *
 * Form 1: JSON without spaces, a list of: the form; phase, force, version, submittedBy; windowFrom, windowTo, asAt; note,
 * reason; onBehalf, receivedFrom, receivedAt (ISO 8601 in UTC, with milliseconds), receivedBy; figures, by measure and
 * part, each a list of measure, part, state, value, qualifier, lower, upper, note; problems, each a list of code,
 * severity, measure, breakdown, message. Decimals are text, in digits, without an exponent or trailing zeros. Missing
 * values are null. Results are left out, because they follow from the figures.
 *
 * Form 2, for a version with a withheld figure: the same, and each figure's list ends with its withheldUntil (as
 * receivedAt).
 */
export function canonicalContent(content: VersionContent): string {
  const { phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason } = content;
  const { onBehalf, receivedFrom, receivedAt, receivedBy, figures, problems } = content;
  const hasWithheld = figures.some(({ withheldUntil }) => withheldUntil !== null);
  return JSON.stringify([
    hasWithheld ? FORM_WITH_WITHHELD : FORM,
    phase,
    force,
    version,
    submittedBy,
    windowFrom,
    windowTo,
    asAt,
    note,
    reason,
    onBehalf,
    receivedFrom,
    receivedAt?.toISOString() ?? null,
    receivedBy,
    figures.toSorted(byPlace).map((figure) => {
      const { measure, part, state, value, qualifier, lower, upper } = figure;
      const stated = [measure, part, state, digits(value), qualifier, digits(lower), digits(upper), figure.note];
      return hasWithheld ? [...stated, figure.withheldUntil?.toISOString() ?? null] : stated;
    }),
    problems.map(({ code, severity, measure, breakdown, message }) => [code, severity, measure, breakdown, message]),
  ]);
}

const digits = (value: Decimal | null): string | null => value?.toFixed() ?? null;

function byPlace(one: Omit<Figure, 'approximate'>, other: Omit<Figure, 'approximate'>): number {
  const [a, b] = [one, other].map(({ measure, part }) => `${measure} ${part ?? ''}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
