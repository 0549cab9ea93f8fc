/** The least share of the expected forces that a regional figure rests on: three of five. */
const FLOOR = { reported: 3, expected: 5 } as const;

/**
 * True if enough of the expected forces have reported for a regional figure: three of five, and at least one.
 *
 * @param reported how many of the expected forces have reported
 */
export function reachesFloor(reported: number, expected: number): boolean {
  return reported >= 1 && reported * FLOOR.expected >= expected * FLOOR.reported;
}

/** How many of the expected forces must have reported for a regional figure. */
export function leastForces(expected: number): number {
  return Math.max(1, Math.ceil((expected * FLOOR.reported) / FLOOR.expected));
}
