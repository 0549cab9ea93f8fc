/** The breakdown whose parts are people by age. */
export const AGE_GROUPS = 'age-group';

/** The codes of its parts. A release does not say what its parts are parts of. */
export const AGE_GROUP_CODES: ReadonlySet<string> = new Set(['adult', 'child']);

/** The part of it that counts children. */
export const CHILDREN = 'child';

/**
 * Whether the region's numbers of people by age may be published. One force's number would be that force's, so a number
 * with a single force behind it may not; and if one of them may not, none may, because the others would leave it of the
 * total.
 *
 * @param parts every age group that was given, with how many forces gave a number other than none
 */
export function mayPublishAgeGroups(parts: readonly { readonly givenBy: number }[]): boolean {
  return parts.every(({ givenBy }) => givenBy !== 1);
}

/**
 * Whether the region's numbers of a measure's parts may be published.
 *
 * @param breakdown the code of the measure's breakdown; null: none
 * @param parts every part that was given, with how many forces gave a number other than none
 */
export function mayPublishParts(breakdown: string | null, parts: readonly { readonly givenBy: number }[]): boolean {
  return breakdown !== AGE_GROUPS || mayPublishAgeGroups(parts);
}
