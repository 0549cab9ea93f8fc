/**
 * SQL: the role in which a question was asked, as `AskerRole` names it. The table has none for the region's.
 *
 * @param question the alias of the table
 */
export const askedAs = (question: string): string => `coalesce(${question}.asked_as, 'REGIONAL_COORDINATOR')`;
