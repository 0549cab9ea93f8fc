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

/** The code of what somebody probably meant: one of its names in other letters, or all but a slip or two; null: none. */
export function codeMeant(sent: string, known: readonly Named[]): string | null {
  if (sent.length > LONGEST) {
    return null;
  }
  const pairs = known.flatMap(({ code, names }) => [code, ...names].map((name) => [name.toLowerCase(), code] as const));
  // Where several have one name, the first of them.
  const codes = new Map(pairs.toReversed());
  const wanted = sent.toLowerCase();
  const maxDistance = Math.min(MOST_SLIPS, Math.floor(wanted.length / LETTERS_A_SLIP));
  return codes.get(wanted) ?? codes.get(closestMatch(wanted, [...codes.keys()], { maxDistance }) ?? '') ?? null;
}
