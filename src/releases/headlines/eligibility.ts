import { AGE_GROUPS, mayPublishAgeGroups, reachesFloor } from '../domain/index.js';
import type { HeadlineTotal } from './headline.js';

/**
 * True if a total may have a headline, whatever its amount.
 *
 * The dictionary says whether the measure's total, its parts or neither may be in a headline. A regional total needs
 * the coverage of the floor, more than one force to be expected, and by age group two forces that gave the part. A force
 * has no headline by age group, and none at all while a question about its figures is open.
 *
 * @param questioned the codes of the forces with an open question
 */
export function isEligible(total: HeadlineTotal, questioned: ReadonlySet<string>): boolean {
  const { measure, part, force, coverage, partGivenBy } = total;
  if (measure.headline === 'NONE' || (measure.headline === 'PARTS' && part === null)) return false;
  const isByAge = part !== null && measure.breakdown === AGE_GROUPS;
  if (force !== null) return !isByAge && !questioned.has(force.code);
  if (isByAge && !mayPublishAgeGroups([{ givenBy: partGivenBy ?? 0 }])) return false;
  return coverage.expected > 1 && reachesFloor(coverage.reported, coverage.expected);
}
