import type { Decimal } from '../../common/decimal.js';
import { DECIMAL_PLACES, type MeasureUnit } from '../../dictionary/index.js';
import { amountsIn, type Amount } from './amounts.js';
import { isClauseDoubtful, isSentenceDoubtful } from './doubt.js';
import type { DrugFinder } from './drugs.js';
import type { MoneyFinder } from './money.js';
import { hasOnlyKnownWords } from './known-words.js';
import { Ownership } from './ownership.js';
import { claimedBounds } from './qualifiers.js';
import type { ReadFigure, Words } from './read-figure.js';
import type { Scope } from './scopes.js';
import { best, type Preference, type Subject } from './subject.js';
import type { ThingFinder } from './things.js';

/** Finds what numbers are of, with one vocabulary. */
export interface Finders {
  readonly things: ThingFinder;
  readonly money: MoneyFinder;
  readonly drugs: DrugFinder;
}

type Figure = Omit<ReadFigure, keyof Words>;

/** An amount of a sentence, and the figure that it is; null: not read. */
export interface ReadAmount {
  readonly amount: Amount;
  readonly figure: Figure | null;
}

interface Before {
  readonly subject: Subject;
  readonly forces: readonly string[];
}

/** How much of a sentence before and after an amount is looked at. */
const REACH = { before: 120, after: 160, label: 250 } as const;

const CLAUSE_BEFORE = /[^.,;:()–—!?"“”•|]*$/u;
const CLAUSE_AFTER = /^[^.,;:()–—!?"“”•|]*/u;

/** Up to the last comma or colon. */
const OPENING = /^.*[,:](?=.{0,200}$)/su;
/** Who is quoted, and what stands before the quotation. */
const QUOTED = /^.*[“"]|^.* said(?: that)?[,:]/su;

/** "21 arrests, all of children": more is said of the figure after its clause. */
const SAYS_OF_ALL =
  /^[^.,;:()–—]*[,;:(–—] ?(?:(?!the )\p{L}+ )?(?:all|most|none|many|some|each|both|every|nearly all|almost all)(?!\p{L})/iu;

/** Reads one sentence. */
export class SentenceReader {
  private readonly amounts: readonly Amount[];
  private readonly ownership: Ownership;
  /** Whether every number of it is doubtful. */
  readonly isDoubtful: boolean;

  /**
   * @param scopes whose figures the sentence says it is about, in order
   * @param carried the forces of the sentence before (null: none, or several), and whether it is an item of their list
   */
  constructor(
    private readonly finders: Finders,
    private readonly text: string,
    private readonly scopes: readonly Scope[],
    carried: { readonly forces: readonly string[] | null; readonly isInList: boolean },
    private readonly prefers: Preference,
  ) {
    this.amounts = amountsIn(text);
    this.ownership = new Ownership(text, scopes, carried.forces, carried.isInList);
    this.isDoubtful = isSentenceDoubtful(text, scopes);
  }

  read(): ReadAmount[] {
    let before: Before | null = null;
    // Where the words of the amount before end.
    let wordsEnd = 0;
    return this.amounts.map((amount, place) => {
      const forces = this.forcesOf(amount, place);
      const subject =
        forces === null
          ? null
          : (this.subjectOf(place, before?.subject ?? null) ?? this.inherited(place, before, forces));
      const own = ownWords(amount, subject);
      const isUnderstood = this.isUnderstood(own, wordsEnd, this.amounts[place + 1]?.start ?? this.text.length);
      wordsEnd = own.end;
      if (forces === null || subject === null || !isUnderstood) return { amount, figure: null };
      const figure = figureOf(amount, this.saysSoFar(place), subject, forces);
      if (figure !== null) before = { subject, forces };
      return { amount, figure };
    });
  }

  /** Whose an amount is; null: in doubt, or everything of the amount is. */
  private forcesOf(amount: Amount, place: number): readonly string[] | null {
    const next = this.amounts[place + 1]?.start ?? this.text.length;
    const forces = this.ownership.of(amount, next, place === 0);
    return this.isDoubtful || isClauseDoubtful(this.text, amount) ? null : forces;
  }

  /** The text after an amount, up to the next one. */
  private right(place: number): string {
    return this.text.slice(this.amounts[place]?.end, this.amounts[place + 1]?.start);
  }

  /**
   * Whether the clause of an amount has no word that might change what the amount is of.
   *
   * @param own where the amount with its own words begins and ends
   * @param from where the words of the amount before end
   * @param next where the next amount begins
   */
  private isUnderstood(own: { readonly start: number; readonly end: number }, from: number, next: number): boolean {
    const left = CLAUSE_BEFORE.exec(this.withoutScopes(Math.min(from, own.start), own.start))?.[0] ?? '';
    const right = this.withoutScopes(own.end, Math.max(own.end, next));
    const clause = `${left} ${CLAUSE_AFTER.exec(right)?.[0] ?? ''}`;
    return hasOnlyKnownWords(clause) && !SAYS_OF_ALL.test(right) && hasOnlyKnownWords(this.openingBefore(own.start));
  }

  /** The words that open the sentence, up to a comma or colon before any amount: "During the week," "Key results:". */
  private openingBefore(place: number): string {
    const end = Math.min(place, this.amounts.find(({ start }) => !this.isInScope(start))?.start ?? place);
    return OPENING.exec(this.withoutScopes(0, end).replace(QUOTED, ''))?.[0] ?? '';
  }

  private isInScope(place: number): boolean {
    return this.scopes.some(({ start, end }) => start <= place && place < end);
  }

  /** A piece of the sentence with spaces in place of the names of forces and of the region. */
  private withoutScopes(from: number, to: number): string {
    return this.scopes.reduce(
      (text, { start, end }) =>
        start < to && end > from
          ? text.slice(0, Math.max(0, start - from)) +
            ' '.repeat(Math.min(end, to) - Math.max(start, from)) +
            text.slice(Math.min(end, to) - from)
          : text,
      this.text.slice(from, to),
    );
  }

  private saysSoFar(place: number): boolean {
    const saysSo = /(?<!\p{L})(?:so far|to date)(?!\p{L})/iu;
    return saysSo.test(this.right(place)) || /^[^\p{L}]*(?:so far|to date)(?!\p{L})/iu.test(this.text);
  }

  /** What the words around an amount name; null: nothing, or several things. */
  private subjectOf(place: number, before: Subject | null): Subject | null {
    const amount = this.amounts[place];
    if (amount === undefined) return null;
    const right = this.text.slice(amount.end, amount.end + REACH.after);
    const left = this.text.slice(this.amounts[place - 1]?.end ?? 0, amount.start).slice(-REACH.before);
    const label = this.text.slice(Math.max(0, amount.start - REACH.label), amount.start);
    const { things, money, drugs } = this.finders;
    switch (amount.sign) {
      case 'GBP': {
        const labelled = things.labelled(label, right).filter(({ measure }) => measure.unit === 'GBP');
        return best([...money.subjects(left, right), ...labelled], null, this.prefers);
      }
      case 'GRAM':
        return drugs.weighed(left, right);
      case 'PERCENT':
        return null;
      case null:
        return best(
          [...things.subjects(left, right, before, label), ...drugs.counted(right), ...things.labelled(label, right)],
          before,
          this.prefers,
        );
    }
  }

  /** "Dorset made 12 arrests and Wiltshire nine": the measure of the figure before. */
  private inherited(place: number, before: Before | null, forces: readonly string[]): Subject | null {
    const amount = this.amounts[place];
    if (before?.subject.measure.unit !== 'COUNT' || amount?.sign !== null) return null;
    const isOther = JSON.stringify(before.forces) !== JSON.stringify(forces);
    const endsHere = /^(?: *$| *[.,;)]| +(?:and|in|by|across|from)(?!\p{L}))/iu.test(this.right(place));
    return isOther && endsHere ? before.subject : null;
  }
}

/** Where an amount begins and ends with the words that say what it is of. */
function ownWords({ start, end }: Amount, subject: Subject | null): { readonly start: number; readonly end: number } {
  return { start: start - (subject?.lengthBefore ?? 0), end: end + (subject?.length ?? 0) };
}

/** The figure that an amount of a subject claims; null if the subject cannot have such an amount. */
function figureOf(
  amount: Amount,
  soFar: boolean,
  { measure, part }: Subject,
  forces: readonly string[],
): Figure | null {
  const { value, from, kind } = amount;
  if (value === null || kind === null || ![value, from ?? value].every((one) => fits(one, measure.unit))) return null;
  const subject = { measure: measure.code, breakdown: part, forces };
  if (from !== null) return { ...subject, value: null, qualifier: null, lower: from, upper: value };
  const claimed = claimedBounds(kind === 'EXACT' && soFar ? 'AT_LEAST' : kind, value, measure.unit);
  // "Almost 1", "fewer than 0": nothing is.
  const isEmpty = claimed.upper?.lt(claimed.lower) ?? false;
  return isEmpty ? null : { ...subject, value, ...claimed };
}

/** Whether a value has no more decimals than the unit. */
function fits(value: Decimal, unit: MeasureUnit): boolean {
  return value.decimalPlaces() <= DECIMAL_PLACES[unit];
}
