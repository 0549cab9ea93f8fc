import leven from 'leven';
import { folded } from './folded.js';

/** Something with a code, and the other names that people use for it. */
export interface Named {
  readonly code: string;
  readonly names: readonly string[];
}

/** A longer text is no name. */
const LONGEST_NAME = 200;
/** A longer text is not a misspelt name. */
const LONGEST_MISSPELT = 60;
/** One wrong letter is allowed for every three letters, and at most two in all. */
const LETTERS_A_SLIP = 3;
const MOST_SLIPS = 2;
/** More suggestions than this help nobody. */
const MOST_SUGGESTED = 3;

/** Asks what a person probably meant by an unknown code. */
export interface Suggestions {
  /**
   * The question, such as `Did you mean "dorset"?`; null if nothing is close.
   *
   * @param quote the quotation mark around each code
   */
  question(sent: string, quote?: string): string | null;
}

/** Finds the codes that a person probably meant, among those of one kind of thing. */
export class CodeSuggestions implements Suggestions {
  /** The codes for each name, as `keyOf` makes it comparable. */
  private readonly codes = new Map<string, Set<string>>();

  /** @param known in the order in which they are suggested */
  constructor(known: readonly Named[]) {
    for (const { code, names } of known) {
      for (const key of [code, ...names].map(keyOf)) {
        const codes = this.codes.get(key) ?? new Set();
        this.codes.set(key, codes.add(code));
      }
    }
    this.codes.delete('');
  }

  /**
   * The codes with this code or name, whatever its case, accents, dashes and spaces; or else the closest that differ by
   * a letter or two. At most three; empty if none is close. A different number is never a spelling mistake: scorpion-14
   * is not scorpion-13.
   *
   * @param slips whether to look for misspelt names too. This takes much longer: false for input that no person typed
   */
  for(sent: string, slips = true): readonly string[] {
    if (sent.length > LONGEST_NAME) return [];
    const key = keyOf(sent);
    const same = this.codes.get(key);
    if (same !== undefined) return [...same].slice(0, MOST_SUGGESTED);
    return slips && key.length <= LONGEST_MISSPELT ? this.closest(key) : [];
  }

  question(sent: string, quote?: string): string | null {
    return didYouMean(this.for(sent), quote);
  }

  private closest(key: string): readonly string[] {
    const most = Math.min(MOST_SLIPS, Math.floor(key.length / LETTERS_A_SLIP));
    const numbers = numbersIn(key);
    const near = [...this.codes]
      .filter(([name]) => Math.abs(name.length - key.length) <= most && numbersIn(name) === numbers)
      .map(([name, codes]) => ({ codes, slips: leven(key, name, { maxDistance: most + 1 }) }));
    const fewest = Math.min(most, ...near.map(({ slips }) => slips));
    const codes = near.filter(({ slips }) => slips === fewest).flatMap((one) => [...one.codes]);
    return [...new Set(codes)].slice(0, MOST_SUGGESTED);
  }
}

/**
 * Asks whether one of these codes was meant: `Did you mean "dorset"?`
 *
 * @param quote the quotation mark around each
 * @returns null if there are none
 */
export function didYouMean(codes: readonly string[], quote = '"'): string | null {
  return askWhich(codes.map((code) => `${quote}${code}${quote}`));
}

/** The same question for things in words: `Did you mean "arrests" or the part "knife" of "weapons-seized"?` */
export function askWhich(things: readonly string[]): string | null {
  const last = things.at(-1);
  if (last === undefined) return null;
  const others = things.slice(0, -1).join(', ');
  return `Did you mean ${others === '' ? '' : `${others} or `}${last}?`;
}

/** A code or name without what people write differently. Numbers side by side stay apart. */
function keyOf(name: string): string {
  const words =
    folded(name)
      .replaceAll('&', ' and ')
      .replaceAll('£', ' pounds ')
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.join(' ').replace(/(?<!\p{N}) | (?!\p{N})/gu, '');
}

function numbersIn(key: string): string {
  return (key.match(/\p{N}+/gu) ?? []).join(' ');
}
