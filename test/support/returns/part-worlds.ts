import type { BreakdownRule } from '../../../src/dictionary/index.js';
import type { ForceParts } from '../../../src/totals/domain/index.js';

/*
 * All sets of small true values for one measure, one by one: what a force may truly have had if it stated these
 * figures. The drugs are a1 and a2 of class A, b1 of class B (a2 and b1 are the group g), and `mixed`, which may be A,
 * B, both or neither.
 */

/** The amount of each part, of the whole, and of each class and group. */
type World = Readonly<Record<'whole' | 'a1' | 'a2' | 'b1' | 'mixed' | 'A' | 'B' | 'g', number>>;

const MOST = 3;
const UP_TO = (most: number): number[] => Array.from({ length: most + 1 }, (_, amount) => amount);

/** Every set of true values that fits the stated figures. No part, and under OVERLAP no whole, is above three. */
export function worldsOf(rule: BreakdownRule, entry: ForceParts): Readonly<Record<string, number>>[] {
  const all = rule === 'OVERLAP' ? OVERLAPPING : rule === 'SUBSET' ? [...ADDING, ...WITH_MORE] : ADDING;
  return all.filter((world) => fits(world, entry));
}

function fits(world: World, { whole, settlesParts, parts }: ForceParts): boolean {
  const isWithin = (amount: number, { lower, upper }: Pick<ForceParts['whole'], 'lower' | 'upper'>): boolean =>
    lower.toNumber() <= amount && (upper === null || amount <= upper.toNumber());
  return (
    isWithin(world.whole, whole) &&
    (['a1', 'a2', 'b1', 'mixed'] as const).every((part) => {
      const given = parts.get(part);
      return given === undefined ? !settlesParts || world[part] === 0 : isWithin(world[part], given);
    })
  );
}

/** The parts make the whole; the mixed part consists of so much of A, so much of B, and something else. */
const ADDING: readonly World[] = UP_TO(MOST).flatMap((a1) =>
  UP_TO(MOST).flatMap((a2) =>
    UP_TO(MOST).flatMap((b1) =>
      UP_TO(MOST).flatMap((mixed) =>
        UP_TO(mixed).flatMap((mixedA) =>
          UP_TO(mixed - mixedA).map((mixedB) => ({
            a1,
            a2,
            b1,
            mixed,
            whole: a1 + a2 + b1 + mixed,
            A: a1 + a2 + mixedA,
            B: b1 + mixedB,
            g: a2 + b1,
          })),
        ),
      ),
    ),
  ),
);

/** The whole may be more than its parts. */
const WITH_MORE: readonly World[] = [1, 2, MOST].flatMap((more) =>
  ADDING.map((world) => ({ ...world, whole: world.whole + more })),
);

/** One thing, which may count under several parts; each as 0 or 1. */
const THINGS: readonly World[] = UP_TO(1).flatMap((a1) =>
  UP_TO(1).flatMap((a2) =>
    UP_TO(1).flatMap((b1) =>
      UP_TO(1).flatMap((mixed) =>
        UP_TO(mixed).flatMap((mixedA) =>
          UP_TO(mixed).map((mixedB) => ({
            a1,
            a2,
            b1,
            mixed,
            whole: 1,
            A: Math.max(a1, a2, mixedA),
            B: Math.max(b1, mixedB),
            g: Math.max(a2, b1),
          })),
        ),
      ),
    ),
  ),
);

/** This many things together, in any order. */
const OVERLAPPING: readonly World[] = UP_TO(MOST).flatMap((things) => combinations(things, 0));

function combinations(things: number, from: number): World[] {
  if (things === 0) return [{ whole: 0, a1: 0, a2: 0, b1: 0, mixed: 0, A: 0, B: 0, g: 0 }];
  return THINGS.slice(from).flatMap((thing, index) =>
    combinations(things - 1, from + index).map((rest) => both(thing, rest)),
  );
}

function both(one: World, other: World): World {
  return {
    whole: one.whole + other.whole,
    a1: one.a1 + other.a1,
    a2: one.a2 + other.a2,
    b1: one.b1 + other.b1,
    mixed: one.mixed + other.mixed,
    A: one.A + other.A,
    B: one.B + other.B,
    g: one.g + other.g,
  };
}
