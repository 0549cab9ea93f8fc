import type { Scope } from './scopes.js';

const OURS = /(?<!\p{L})(?:we|our|us|my|i)(?!\p{L})/iu;
const SAME_FORCE =
  /^["“'‘\s]*(?:they|officers|the force|it|there|these|this|teams|also|in addition|a further)(?!\p{L})/iu;

/** Between a figure and a force: the force has only a part of it. */
const PART_OF_IT =
  /(?<!\p{L})(?:with(?= (?:the )?$| the (?:highest|largest|most|majority))|most|highest|largest|including|of (?:which|whom|them|it|these|that)|responsible|accounting|half|some)(?!\p{L})|\([^)]*$|[,;] *(?:of|most|mainly|including|half|some)[^,;]*$/iu;

/** Before the name of a force that helped, or that the figures are not of: whose they are is in doubt. */
const RELATED =
  /(?<!\p{L})(?:(?:supported|assisted|helped|aided|joined|accompanied) by|along(?:side| with)|together with|(?:work|link|partner|connect)\p{L}*(?: to| with)?|with (?:the )?(?:help|support|assistance) (?:of|from)|on behalf of|(?:colleagues|partners|teams|officers) (?:from|in|at) [^.;]{1,60} and|(?:colleagues|partners) (?:from|in|at)|like|unlike|without|outside|into|to|near|border(?:s|ing)?|neighbouring)(?: the)? *$|warrants? by [^.]{1,60} and (?:the )?$/iu;

/** Right before an amount of which a part is named next: "of the 91 arrests, 31 were made in Dorset". */
const WHOLE_OF_PARTS = /(?:^[^\p{L}]*|[,;–—] |(?<!\p{L})out )of (?:the |these |those |all )?$/iu;

/** Before a name: a clause begins with it, "and in Dorset". */
const BEGINS_CLAUSE = /(?:^[^\p{L}]*|[,;:.–—] *|(?<!\p{L})(?:and|but|while|whilst) )(?:\p{L}+ )?(?:the )?$/iu;

/** Words put between brackets, dashes or commas, which say more about what stands before them. */
const ASIDE =
  /\([^()]*\)|(?<= )[–—-] [^–—]*?(?: [–—-](?= )|$)|, (?:which|who|where|whose|of (?:which|whom|them|these|those)|including|with|working|alongside|\S+ of (?:which|whom|them|these|those))(?!\p{L})[^,]*(?:,|$)/giu;

/** A piece of a sentence. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Says whose the figures of a sentence are. */
export class Ownership {
  /** Scopes that belong to one amount alone: "26 in Dorset". */
  private readonly used = new Set<Scope>();
  /** Whether a force is named of which it is not certain what it did. */
  private readonly isRelated: boolean;
  /** Whether no two scopes differ. */
  private readonly isOne: boolean;
  private readonly asides: readonly Span[];
  /** Where the first amount begins; null: none was asked for yet. */
  private first: number | null = null;

  /**
   * @param scopes in order
   * @param carried the forces of the sentence before; null: none, or several
   * @param isInList whether these stand in a heading, and this is an item of the list below it
   */
  constructor(
    private readonly text: string,
    private readonly scopes: readonly Scope[],
    private readonly carried: readonly string[] | null,
    private readonly isInList: boolean,
  ) {
    this.isRelated = scopes.some(
      ({ start, end }) =>
        RELATED.test(text.slice(Math.max(0, start - 80), start)) ||
        (/, with $/iu.test(text.slice(Math.max(0, start - 10), start)) && text[end] === ','),
    );
    this.isOne = new Set(scopes.map(({ forces }) => forces.join())).size <= 1;
    this.asides = [...text.matchAll(ASIDE)].map(({ index, 0: words }) => ({ start: index, end: index + words.length }));
  }

  /**
   * Whose an amount is: codes of forces, empty for the region; null: in doubt. Amounts are asked for in order.
   *
   * @param next where the next amount begins
   * @param isFirst whether it is the first of the sentence
   */
  of(amount: Span, next: number, isFirst: boolean): readonly string[] | null {
    if (!this.scopes.some(({ start, end }) => start <= amount.start && amount.start < end)) this.first ??= amount.start;
    if (this.isRelated) return null;
    const local = this.localTo(amount, next);
    if (local !== undefined) {
      this.used.add(local);
      return this.isOfForceBefore(local, amount.start) ? null : local.forces;
    }
    if (WHOLE_OF_PARTS.test(this.text.slice(Math.max(0, amount.start - 40), amount.start))) {
      if (this.scopes.length === 0) return this.unnamed();
      return this.isOne ? null : [];
    }
    const adjacent = this.scopes.find(({ end, isPlace }) => {
      const between = this.text.slice(end, amount.start);
      return end <= amount.start && (isPlace ? /^ ?[(:,–-]? ?$/u : /^ ?[(:–-]? ?$/u).test(between);
    });
    if (adjacent !== undefined) return adjacent.forces;
    return this.fromAfar(amount, isFirst);
  }

  /** Whose an amount is by a name that is not beside it: the one before it, or else the next one. */
  private fromAfar(amount: Span, isFirst: boolean): readonly string[] | null {
    const scopes = this.scopes.filter((scope) => !this.isAside(scope, amount));
    const earlier = scopes.findLast(({ end }) => end <= amount.start);
    if (earlier !== undefined) return this.reaches(earlier) ? earlier.forces : null;
    const later = scopes.find(({ start }) => start >= amount.end);
    if (later === undefined) return scopes.length === this.scopes.length ? this.unnamed() : null;
    if (/[;:]|\.(?=\s)/u.test(this.text.slice(amount.end, later.start))) return this.unnamed();
    return (this.isOne || isFirst) && !this.isPartOnly(amount.end, later) ? later.forces : null;
  }

  /** Whether a name before amounts goes on to all of them: not if it is one amount's. */
  private reaches(scope: Scope): boolean {
    if (this.used.has(scope)) return this.isOne;
    return (
      !scope.isPlace ||
      (this.first ?? 0) >= scope.end ||
      BEGINS_CLAUSE.test(this.text.slice(Math.max(0, scope.start - 40), scope.start))
    );
  }

  /** Whether a force is named in an aside in which the amount does not stand. */
  private isAside({ start, forces }: Scope, amount: Span): boolean {
    const within = (at: number) => (one: Span) => one.start <= at && at < one.end;
    return forces.length > 0 && this.asides.some((one) => within(start)(one) && !within(amount.start)(one));
  }

  /** Whether a force that comes later is only part of what the figure is of: "with the highest number in Dorset". */
  private isPartOnly(end: number, scope: Scope): boolean {
    return PART_OF_IT.test(this.text.slice(end, scope.start));
  }

  /**
   * "Dorset's dogs found 300g at stations across the region", "Dorset Police made 12 arrests in Wiltshire": another force
   * is named in the clause before the amount.
   */
  private isOfForceBefore({ forces }: Scope, start: number): boolean {
    const before = this.scopes.findLast(({ end }) => end <= start);
    if (before === undefined || before.forces.length === 0 || before.forces.join() === forces.join()) return false;
    const isActor =
      forces.length === 0 ||
      !before.isPlace ||
      /(?:officers|police|teams?) from (?:the )?$/iu.test(this.text.slice(0, before.start));
    return isActor && !/[,;:()–—.]|(?<!\p{L})and(?!\p{L})/u.test(this.text.slice(before.end, start));
  }

  /** "26 arrests in Dorset", with nothing between that ends a clause. */
  private localTo({ end }: { readonly end: number }, next: number): Scope | undefined {
    return this.scopes.find(
      ({ start, isPlace }) =>
        isPlace &&
        start >= end &&
        start < next &&
        !/[,;:()–—.]|(?<!\p{L})and (?:\p{L}+ )?(?:the )?$/u.test(this.text.slice(end, start)) &&
        !PART_OF_IT.test(this.text.slice(end, start)),
    );
  }

  /** Nobody is named in the sentence: the region's, unless somebody speaks for a force or goes on about one. */
  private unnamed(): readonly string[] | null {
    if (OURS.test(this.text)) return null;
    if (this.carried === null) return [];
    return this.isInList || SAME_FORCE.test(this.text) ? this.carried : null;
  }
}
