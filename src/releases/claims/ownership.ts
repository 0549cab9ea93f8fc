import type { Scope } from './scopes.js';

const OURS = /(?<!\p{L})(?:we|our|us|my|i)(?!\p{L})/iu;
const SAME_FORCE =
  /^["“'‘\s]*(?:they|officers|the force|it|there|these|this|teams|also|in addition|a further)(?!\p{L})/iu;

/** Between a figure and a force: the force has only a part of it. */
const PART_OF_IT =
  /(?<!\p{L})(?:with(?= (?:the )?$| the (?:highest|largest|most|majority))|most|highest|largest|including|of (?:which|whom|them|it|these|that)|responsible|accounting|half|some)(?!\p{L})|\([^)]*$|[,;] *(?:of|most|mainly|including|half|some)[^,;]*$/iu;

/** Two forces at work, of which one helps: whose the figures are is in doubt. */
const SUPPORTED_BY =
  /(?<!\p{L})(?:(?:supported|assisted|helped|aided|joined|accompanied) by|along(?:side| with)|together with|working with|with (?:the )?(?:help|support|assistance) (?:of|from)|on behalf of)(?: the)? *$|warrants? by [^.]{1,60} and (?:the )?$/iu;

/** Says whose the figures of a sentence are. */
export class Ownership {
  /** Scopes that belong to one amount alone: "26 in Dorset". */
  private readonly taken = new Set<Scope>();

  /**
   * @param scopes in order
   * @param carried the forces of which the sentence before was; null: none, or several
   */
  constructor(
    private readonly text: string,
    private readonly scopes: readonly Scope[],
    private readonly carried: readonly string[] | null,
  ) {}

  /**
   * Whose an amount is: codes of forces, empty for the region; null: in doubt. Amounts are asked for in order.
   *
   * @param next where the next amount begins
   * @param isFirst whether it is the first of the sentence
   */
  of(
    amount: { readonly start: number; readonly end: number },
    next: number,
    isFirst: boolean,
  ): readonly string[] | null {
    if (this.scopes.some(({ start }) => SUPPORTED_BY.test(this.text.slice(Math.max(0, start - 80), start))))
      return null;
    const local = this.localTo(amount, next);
    if (local !== undefined) {
      this.taken.add(local);
      return this.isOfForceBefore(local, amount.start) ? null : local.forces;
    }
    const adjacent = this.scopes.find(
      ({ end }) => end <= amount.start && /^ ?[(:–-]? ?$/u.test(this.text.slice(end, amount.start)),
    );
    if (adjacent !== undefined) return adjacent.forces;
    const isOne = new Set(this.scopes.map(({ forces }) => forces.join())).size <= 1;
    const earlier = this.scopes.findLast(({ end }) => end <= amount.start);
    if (earlier !== undefined) return this.taken.has(earlier) && !isOne ? null : earlier.forces;
    const later = this.scopes.find(({ start }) => start >= amount.end);
    if (later !== undefined) return (isOne || isFirst) && !this.isPartOnly(amount.end, later) ? later.forces : null;
    return this.unnamed();
  }

  /** Whether a force that comes later is only part of what the figure is of: "with the highest number in Dorset". */
  private isPartOnly(end: number, scope: Scope): boolean {
    return PART_OF_IT.test(this.text.slice(end, scope.start));
  }

  /** "Dorset's dogs found 300g at stations across the region": the region after it, a force in the clause before it. */
  private isOfForceBefore({ forces }: Scope, start: number): boolean {
    if (forces.length > 0) return false;
    const before = this.scopes.findLast(({ end }) => end <= start);
    return before !== undefined && before.forces.length > 0 && !/[,;:()–—.]/u.test(this.text.slice(before.end, start));
  }

  /** "26 arrests in Dorset", with nothing between that ends a clause. */
  private localTo({ end }: { readonly end: number }, next: number): Scope | undefined {
    return this.scopes.find(
      ({ start, isPlace }) =>
        isPlace &&
        start >= end &&
        start < next &&
        !/[,;:()–—.]/u.test(this.text.slice(end, start)) &&
        !PART_OF_IT.test(this.text.slice(end, start)),
    );
  }

  /** Nobody is named in the sentence: the region's, unless somebody speaks for a force or goes on about one. */
  private unnamed(): readonly string[] | null {
    if (OURS.test(this.text)) return null;
    if (this.carried === null) return [];
    return SAME_FORCE.test(this.text) ? this.carried : null;
  }
}
