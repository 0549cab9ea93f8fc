import { hasPermission, type Actor, type Permission } from '../../access/index.js';
import { CodedError, cut } from '../../common/errors.js';
import type { Phase } from '../../operations/index.js';
import type { Basis } from '../domain/index.js';

/** The default basis for an actor: PROVISIONAL if they may read it, else ACCEPTED. */
export function basisOf(actor: Pick<Actor, 'role'>): Basis {
  return hasPermission(actor, 'READ_PROVISIONAL_TOTALS') ? 'PROVISIONAL' : 'ACCEPTED';
}

/** The permission to read totals on a basis; null: on the caller's default basis. */
export function permissionFor(basis: Basis | null): Permission {
  return basis === 'PROVISIONAL' ? 'READ_PROVISIONAL_TOTALS' : 'READ_TOTALS';
}

/** Whether the actor may read all forces' totals on a basis. */
export function mayRead(actor: Pick<Actor, 'role'>, basis: Basis): boolean {
  return basis !== 'PROVISIONAL' || hasPermission(actor, 'READ_PROVISIONAL_TOTALS');
}

/** @throws CodedError FORBIDDEN for PROVISIONAL totals if the actor may not read them */
export function assertMayRead(actor: Pick<Actor, 'role'>, basis: Basis): void {
  if (!mayRead(actor, basis)) {
    throw new CodedError(
      'FORBIDDEN',
      "Only the regional coordinator may read PROVISIONAL totals. Leave 'basis' out to get the ACCEPTED ones.",
    );
  }
}

/** Whether the totals of a phase are held back from the actor. */
export function isHeldBackFrom(actor: Pick<Actor, 'role'>, phase: Pick<Phase, 'totalsHeldBack'>): boolean {
  return phase.totalsHeldBack && !hasPermission(actor, 'READ_HELD_BACK_TOTALS');
}

/** The error for an actor from whom the totals of this phase are held back. */
export function totalsHeldBack({ name }: Pick<Phase, 'name'>): CodedError {
  return new CodedError(
    'FORBIDDEN',
    `The totals of ${cut(name)} are held back. Only the regional coordinator may read them until they are released.`,
  );
}
