import { currentVersionsOf, stateOf } from '../../../returns/domain/index.js';
import type { Basis } from '../basis.js';
import type { CountedReturn } from './recompute.js';
import { lifeNow, type ReturnHead, type VersionHead } from './verify-life.js';

/** The version of a return that counts on a basis, worked out from its steps; null: none. */
export function countingVersion(
  { versions }: ReturnHead,
  basis: Basis,
): (Pick<VersionHead, 'id'> & Omit<CountedReturn, 'force' | 'results'>) | null {
  const begun = versions.filter(({ steps }) => steps.length > 0);
  const lives = new Map(begun.map((one) => [lifeNow(one), one]));
  const { current, accepted } = currentVersionsOf([...lives.keys()]);
  const life = basis === 'ACCEPTED' ? accepted : current;
  const head = life === null ? undefined : lives.get(life);
  const [first] = head?.steps ?? [];
  if (life === null || head === undefined || first === undefined) {
    return null;
  }
  const { id, version } = head;
  const status = basis === 'ACCEPTED' ? 'ACCEPTED' : stateOf(life);
  return { id, version, submittedAt: first.beganAt, status, withoutSignOff: life.withoutSignOff };
}

/**
 * The version of a return that is compared with the one that counts, to find what changed after the phase's final date:
 * the one that counted then, or else the first one that was accepted since.
 *
 * @returns its id; null: there is none
 */
export function versionAtFinal(head: ReturnHead, basis: Basis, finalAt: Date): string | null {
  const then = head.versions.map((one) => ({ ...one, steps: one.steps.filter(({ beganAt }) => beganAt <= finalAt) }));
  const counted = countingVersion({ ...head, versions: then }, basis);
  if (counted !== null) return counted.id;
  const [first] = head.versions
    .flatMap(({ id, steps }) => steps.map((step) => ({ id, ...step })))
    .filter(({ step, beganAt }) => step === 'ACCEPT' && beganAt > finalAt)
    .toSorted((one, other) => one.serial - other.serial);
  return first?.id ?? null;
}
