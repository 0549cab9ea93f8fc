import type { CalendarDate } from '../../../common/dates.js';
import type { Decimal } from '../../../common/decimal.js';
import type { Problem } from '../../../common/problem.js';
import type { Channel } from '../checks/entry/entry.js';
import type { Figure } from '../arithmetic/figure.js';

/** What a version of a return says, as it is stored, and what was found when it was submitted. */
export interface VersionContent {
  readonly phase: string;
  readonly force: string;
  readonly version: number;
  /** The id of who submitted it. */
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

/** Begins the text, so that another form of it can never be taken for this one. */
const FORM = 'return version, form 1';

/**
 * The text that binds a version: two versions have the same one exactly when they say the same. It is made of what is
 * stored, so that it can be made again from the database at any time. Never change it: add a form.
 *
 * JSON without spaces, a list of: the form; phase, force, version, submittedBy; windowFrom, windowTo, asAt; note, reason;
 * onBehalf, receivedFrom, receivedAt (ISO 8601 in UTC, with milliseconds), receivedBy; figures, by measure and part, each
 * a list of measure, part, state, value, qualifier, lower, upper, note; problems, each a list of code, severity, measure,
 * breakdown, message. Decimals are texts of their digits, without exponent or trailing zeros. Null for what is not there.
 * What the figures come to is left out, since it follows from them.
 */
export function canonicalContent(content: VersionContent): string {
  const { phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason } = content;
  const { onBehalf, receivedFrom, receivedAt, receivedBy, figures, problems } = content;
  return JSON.stringify([
    ...[FORM, phase, force, version, submittedBy, windowFrom, windowTo, asAt, note, reason],
    ...[onBehalf, receivedFrom, receivedAt?.toISOString() ?? null, receivedBy],
    figures.toSorted(byPlace).map((figure) => {
      const { measure, part, state, value, qualifier, lower, upper } = figure;
      return [measure, part, state, digits(value), qualifier, digits(lower), digits(upper), figure.note];
    }),
    problems.map(({ code, severity, measure, breakdown, message }) => [code, severity, measure, breakdown, message]),
  ]);
}

const digits = (value: Decimal | null): string | null => value?.toFixed() ?? null;

function byPlace(one: Omit<Figure, 'approximate'>, other: Omit<Figure, 'approximate'>): number {
  const [a, b] = [one, other].map(({ measure, part }) => `${measure} ${part ?? ''}`);
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
