/* What was asked and answered, and when, by the one clock of the process that asked; and what may not be in it. */

/** A register: one force's return for one phase. Its version n states the value n. */
export type Register = string;

/** A submission of `version` that was acknowledged. Times are milliseconds of one monotonic clock. */
export interface Write {
  readonly register: Register;
  readonly version: number;
  readonly began: number;
  readonly ended: number;
}

/** A read that told `version` of the register; 0: nothing was there. */
export interface Read {
  readonly register: Register;
  readonly version: number;
  readonly began: number;
  readonly ended: number;
  /** Who answered what: for the report. */
  readonly what: string;
}

/**
 * Every way in which the reads are not those of one register a key, in words; empty: none.
 * - No read is older than a write that was acknowledged before it began, or than what an earlier read has told.
 * - No read tells what nobody had begun to write when it ended.
 */
export function violations(writes: readonly Write[], reads: readonly Read[]): string[] {
  const registers = new Set(reads.map(({ register }) => register));
  return [...registers].flatMap((register) =>
    violationsOf(
      writes.filter((write) => write.register === register),
      reads.filter((read) => read.register === register),
    ),
  );
}

function violationsOf(writes: readonly Write[], reads: readonly Read[]): string[] {
  const acknowledged = highestBefore(writes.map(({ ended, version }) => ({ at: ended, version })));
  const begun = highestBefore(writes.map(({ began, version }) => ({ at: began, version })));
  const told = highestBefore(reads.map(({ ended, version }) => ({ at: ended, version })));
  return reads.flatMap(({ register, version, began, ended, what }) => {
    const read = `${what} read version ${version} of ${register} between ${began} and ${ended} ms`;
    const [least, seen, most] = [acknowledged(began), told(began), begun(ended)];
    return [
      ...(version < least ? [`${read}: version ${least} had been acknowledged before`] : []),
      ...(version < seen ? [`${read}: version ${seen} had been read before`] : []),
      ...(version > most ? [`${read}: nobody had begun to write more than version ${most}`] : []),
    ];
  });
}

/** For any time: the highest version of an event before it; 0: there was none. */
function highestBefore(events: readonly { readonly at: number; readonly version: number }[]): (time: number) => number {
  let highest = 0;
  const steps = [...events]
    .sort((a, b) => a.at - b.at)
    .map(({ at, version }) => ({ at, highest: (highest = Math.max(highest, version)) }));
  return (time) => {
    // The first step that is not before `time`.
    let [low, high] = [0, steps.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (steps[middle]!.at < time) low = middle + 1;
      else high = middle;
    }
    return steps[low - 1]?.highest ?? 0;
  };
}
