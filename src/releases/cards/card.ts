import { INVISIBLE } from '../../common/characters.js';
import { Decimal } from '../../common/decimal.js';
import {
  isOfFigure,
  type FrozenDecimal,
  type FrozenHeadline,
  type HeadlineKey,
  type Named,
  type ReleaseContent,
} from '../domain/index.js';
import { amountInWords, claimOf } from '../headlines/index.js';
import { daysInWords, instantInWords } from '../../common/date-words.js';

/** A piece of the headline, which has a line of its own. */
export interface HeadlinePiece {
  readonly text: string;
  /** True for the amount ("At least 112"), which is the largest text of the card. */
  readonly isAmount: boolean;
}

/**
 * The texts of a card: a picture of one headline of a release, to post on social media. Each is one line of visible
 * characters (see `oneLine`).
 */
export interface Card {
  /** The full sentence of the headline: the title of the picture. */
  readonly sentence: string;
  /** The short form of the headline, in reading order. */
  readonly headline: readonly HeadlinePiece[];
  /** Whose figure it is: "Across the region", or the name of the force. */
  readonly whose: string;
  readonly phase: string;
  /** The days of the phase: "24 to 30 November 2025". */
  readonly dates: string;
  /** The coverage of a region's figure, and whose figures were accepted without sign-off. */
  readonly facts: readonly CardFact[];
  /** When the figures were as they are: "As at 9:05am UK time on 7 October 2024". */
  readonly asAt: string;
  /** "Release version 2". */
  readonly version: string;
  /** What kind of information it is, as the release states it. */
  readonly statement: string;
  /** The text alternative: one paragraph with everything that the picture says. The sentence comes first. */
  readonly alternative: string;
}

/** A fact about the forces behind a figure. */
export interface CardFact {
  /** With the names of the forces, if there are three or fewer. */
  readonly inFull: string;
  /** For a picture without room for names. */
  readonly withoutNames: string;
}

/** More forces than these are counted on a card, not named. */
const MOST_NAMES = 3;

/** The headline of one figure of a release; null if the release has none of it. */
export function headlineOf(content: ReleaseContent, key: HeadlineKey): FrozenHeadline | null {
  return content.headlines.find((headline) => isOfFigure(headline, key)) ?? null;
}

/**
 * The name of a card's file, without its type: the codes of the force, the measure and the part, such as
 * `dorset--drugs-weight--cannabis`. No code has two hyphens in a row, so no two cards of the region have the same name.
 */
export function cardFileStem({ measure, breakdown, force }: HeadlineKey): string {
  return [force, measure, breakdown].filter((code) => code !== null).join('--');
}

/** The card of a headline of this release. */
export function cardOf(content: ReleaseContent, headline: FrozenHeadline): Card {
  const { phase, version } = content;
  const texts = {
    sentence: oneLine(headline.sentence),
    headline: piecesOf(headline),
    whose: oneLine(headline.force?.name ?? 'Across the region'),
    phase: oneLine(phase.name),
    dates: daysInWords(phase),
    facts: [coverageOf(headline), signOffOf(headline)].filter((fact) => fact !== null),
    asAt: `As at ${instantInWords(new Date(content.asAt))}`,
    version: `Release version ${version}`,
    statement: oneLine(content.statement),
  };
  return { ...texts, alternative: alternativeOf(texts) };
}

/** Everything that the picture says. The sentence has the amount, and says whose it is. */
function alternativeOf({ sentence, phase, dates, facts, asAt, version, statement }: Omit<Card, 'alternative'>): string {
  const others = [`${phase}, ${dates}`, ...facts.map(({ inFull }) => inFull), asAt, version];
  return [sentence, ...others.map((text) => `${text}.`), statement].join(' ');
}

/** How many forces reported, and which did not; null for a force's own headline. */
function coverageOf({ force, coverage }: FrozenHeadline): CardFact | null {
  if (force !== null) return null;
  const { reported, expected, missing } = coverage;
  const withoutNames = `${reported} of ${expected} forces reported`;
  return {
    inFull: isNameable(missing) ? `${withoutNames}. No figure from ${namesOf(missing)}` : withoutNames,
    withoutNames,
  };
}

/** Whose figures were accepted without that force's sign-off; null if all have it. */
function signOffOf({ force, restsOn }: FrozenHeadline): CardFact | null {
  const unsigned = restsOn.filter(({ withoutSignOff }) => withoutSignOff).map((basis) => basis.force);
  if (unsigned.length === 0) return null;
  const count = unsigned.length === 1 ? '1 force' : `${unsigned.length} forces`;
  const withoutNames = force === null ? `Figures of ${count} accepted without sign-off` : 'Accepted without sign-off';
  const isNamed = force === null && isNameable(unsigned);
  return { inFull: isNamed ? `Accepted without sign-off: ${namesOf(unsigned)}` : withoutNames, withoutNames };
}

function isNameable(forces: readonly Named[]): boolean {
  return forces.length > 0 && forces.length <= MOST_NAMES;
}

/** Names of forces, joined by commas only because some names contain "and". */
function namesOf(forces: readonly Named[]): string {
  return oneLine(forces.map(({ name }) => name).join(', '));
}

/** The short form, split at its amount; in one piece if the amount is not in it exactly once. */
function piecesOf(headline: FrozenHeadline): HeadlinePiece[] {
  const short = oneLine(headline.short);
  const { reported, expected } = headline.coverage;
  const suffix = ` (${reported} of ${expected} forces)`;
  const end = short.endsWith(suffix) ? suffix : '';
  const amount = amountOf(headline);
  const found = amount === null ? null : splitAt(short.slice(0, short.length - end.length), amount);
  if (found === null) return [{ text: short, isAmount: false }];
  const [before, own, after] = found;
  return [
    { text: before.trim(), isAmount: false },
    { text: own, isAmount: true },
    { text: `${after}${end}`.trim(), isAmount: false },
  ].filter(({ text }) => text !== '');
}

/** The text before the only place of an amount, the amount, and the text after it; null if it is not there just once. */
function splitAt(text: string, amount: string): [string, string, string] | null {
  const inSentence = text.replace(/^[A-Z]/, (capital) => capital.toLowerCase());
  const start = inSentence.indexOf(amount);
  if (start === -1 || start !== inSentence.lastIndexOf(amount)) return null;
  const end = start + amount.length;
  return [text.slice(0, start), text.slice(start, end), text.slice(end)];
}

/** The amount in the words of a card: "at least 112". */
function amountOf({ measure, value, qualifier, lower, upper }: FrozenHeadline): string | null {
  const decimal = (one: FrozenDecimal | null): Decimal | null => (one === null ? null : new Decimal(one));
  const bounds = { lower: new Decimal(lower), upper: decimal(upper) };
  const claim = claimOf({ ...bounds, value: decimal(value), qualifier }, measure.unit);
  return claim === null ? null : amountInWords(claim, measure.unit, 'CARD');
}

const INVISIBLE_CHARACTERS = new RegExp(`[${INVISIBLE}]`, 'gu');

/**
 * A text as one line of visible characters: white space and control characters are one space, invisible characters
 * (such as those that change the direction of writing) are left out, and what is no character is U+FFFD.
 */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\p{Noncharacter_Code_Point}/gu, '\uFFFD')
    .replaceAll(/[\p{White_Space}\p{Cc}]+/gu, ' ')
    .replaceAll(INVISIBLE_CHARACTERS, '')
    .trim();
}
