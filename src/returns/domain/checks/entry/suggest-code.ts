import { closestMatch } from 'leven';

/** Something with a code, and the other names that people use for it. */
interface Named {
  readonly code: string;
  readonly names: readonly string[];
}

/** A longer text is not a misspelt name. */
const LONGEST = 60;
/** One wrong letter is allowed for every three letters, and at most two in all. */
const LETTERS_A_SLIP = 3;
const MOST_SLIPS = 2;

/**
 * The code that a person probably meant: a name that matches whatever the case of its letters, or that differs by a
 * letter or two; null if there is none.
 *
 * @param slips whether to look for misspelt names too. This takes much longer: false for input that no person typed
 */
export function suggestCode(sent: string, known: readonly Named[], slips: boolean): string | null {
  const lowerCase = sent.toLowerCase();
  const exact = known.find(({ code, names }) => [code, ...names].some((name) => name.toLowerCase() === lowerCase));
  if (exact !== undefined || !slips || sent.length > LONGEST) {
    return exact?.code ?? null;
  }
  const pairs = known.flatMap(({ code, names }) => [code, ...names].map((name) => [name.toLowerCase(), code] as const));
  // If several have the same name, the first of them counts.
  const codes = new Map(pairs.toReversed());
  const maxDistance = Math.min(MOST_SLIPS, Math.floor(lowerCase.length / LETTERS_A_SLIP));
  return codes.get(closestMatch(lowerCase, [...codes.keys()], { maxDistance }) ?? '') ?? null;
}
