import type { Actor, Caller } from './actor.js';
import { hasPermission, type Permission } from './permissions.js';

/** Permissions that a deputy does not get: a deputy who could appoint deputies could prolong their own appointment. */
const OWN_ONLY: ReadonlySet<Permission> = new Set(['APPOINT_DEPUTY']);

/** All capacities of a caller, their own role first. */
export function capacitiesOf({ own, deputising }: Caller): readonly Actor[] {
  return [own, ...deputising];
}

/**
 * One capacity for each force that a caller acts for, and one for none: the last of each. A deputy acts as an analyst,
 * an approver or the coordinator, and no other role of the same force, or without one, sees more than these. They come
 * after the caller's own role, so the last capacity sees all that the others see.
 */
export function capacitiesByForce(caller: Caller): readonly Actor[] {
  return [...new Map(capacitiesOf(caller).map((actor) => [actor.force, actor])).values()];
}

/** The capacities of a caller that have this permission, their own role first; empty if none has. */
export function capacitiesWith(caller: Caller, permission: Permission): readonly Actor[] {
  const capacities = OWN_ONLY.has(permission) ? [caller.own] : capacitiesOf(caller);
  return capacities.filter((actor) => hasPermission(actor, permission));
}

/**
 * The capacity in which a caller does something. In this order: their own role, if it has the permission and no other
 * force is concerned; a capacity of that force; one that belongs to no force; any one with the permission. If none has
 * it, their own role, in which they are then refused. This only chooses: permissions and policies decide.
 *
 * @param force the code of the force that it is about; null if none, or not known
 */
export function capacityFor(caller: Caller, permission: Permission, force: string | null): Actor {
  const able = capacitiesWith(caller, permission);
  const own = able.find((actor) => actor === caller.own && (force === null || [null, force].includes(actor.force)));
  const ofForce = able.find((actor) => actor.force === force);
  return own ?? ofForce ?? able.find((actor) => actor.force === null) ?? able[0] ?? caller.own;
}
