import type { Actor, Caller } from './actor.js';
import { hasPermission, type Permission } from './permissions.js';

/** What nobody does in another's place: a deputy who could appoint would outlast the own days. */
const OWN_ONLY: ReadonlySet<Permission> = new Set(['APPOINT_DEPUTY']);

/** Everything that somebody may act as, their own first. */
export function capacitiesOf({ own, deputising }: Caller): readonly Actor[] {
  return [own, ...deputising];
}

/** One capacity for each force that somebody acts for, and one for none: any two of the same force know the same. */
export function capacitiesByForce(caller: Caller): readonly Actor[] {
  return [...new Map(capacitiesOf(caller).map((actor) => [actor.force, actor])).values()];
}

/** Everything that somebody may act as with this permission, their own first. Empty: they do not have it. */
export function capacitiesWith(caller: Caller, permission: Permission): readonly Actor[] {
  const capacities = OWN_ONLY.has(permission) ? [caller.own] : capacitiesOf(caller);
  return capacities.filter((actor) => hasPermission(actor, permission));
}

/**
 * As what somebody does something: their own role if it may and no other force is concerned; else as the deputy of
 * that force's, else as one who belongs to no force, else as the first who may. Their own where nothing may, so that
 * they are refused in it. It decides nothing: whether that capacity may do it is for permissions and policies.
 *
 * @param force the code of the force that it is about; null: none, or not known
 */
export function capacityFor(caller: Caller, permission: Permission, force: string | null): Actor {
  const able = capacitiesWith(caller, permission);
  const own = able.find((actor) => actor === caller.own && (force === null || [null, force].includes(actor.force)));
  const ofForce = able.find((actor) => actor.force === force);
  return own ?? ofForce ?? able.find((actor) => actor.force === null) ?? able[0] ?? caller.own;
}
