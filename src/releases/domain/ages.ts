/** The breakdown whose parts are people by age. */
export const AGE_GROUPS = 'age-group';

/** The part of it that counts children. */
export const CHILDREN = 'child';

/**
 * Whether a region's number of people of one age may be published: with one force behind it, it would be that force's.
 *
 * @param givenBy how many forces gave it
 */
export function mayTellAge(givenBy: number): boolean {
  return givenBy >= 2;
}
