import { closestMatch } from 'leven';

/** What can be named: by its code, but people know it by other names too. */
interface Named {
  readonly code: string;
  readonly names: readonly string[];
}

/** A name that is longer is no slip of the pen. */
const LONGEST = 60;
/** One letter in three may be wrong, and no more than two. */
const LETTERS_A_SLIP = 3;
const MOST_SLIPS = 2;

/**
 * The code of what somebody probably meant: one of its names in other letters, or all but a slip or two; null: none.
 *
 * @param slips whether to look for slips, which takes much longer: not in what no person has written
 */
export function codeMeant(sent: string, known: readonly Named[], slips: boolean): string | null {
  const wanted = sent.toLowerCase();
  const exact = known.find(({ code, names }) => [code, ...names].some((name) => name.toLowerCase() === wanted));
  if (exact !== undefined || !slips || sent.length > LONGEST) {
    return exact?.code ?? null;
  }
  const pairs = known.flatMap(({ code, names }) => [code, ...names].map((name) => [name.toLowerCase(), code] as const));
  // Where several have one name, the first of them.
  const codes = new Map(pairs.toReversed());
  const maxDistance = Math.min(MOST_SLIPS, Math.floor(wanted.length / LETTERS_A_SLIP));
  return codes.get(closestMatch(wanted, [...codes.keys()], { maxDistance }) ?? '') ?? null;
}
