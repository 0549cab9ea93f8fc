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

/** Whether the actor reads totals of phases that hold them back. */
export function readsHeldBackTotals(actor: Pick<Actor, 'role'>): boolean {
  return hasPermission(actor, 'READ_HELD_BACK_TOTALS');
}

/** @throws CodedError FORBIDDEN if the totals of this phase are held back from the actor */
export function assertNotHeldBack(actor: Pick<Actor, 'role'>, phase: Pick<Phase, 'name' | 'totalsHeldBack'>): void {
  if (phase.totalsHeldBack && !readsHeldBackTotals(actor)) {
    throw new CodedError(
      'FORBIDDEN',
      `The totals of ${cut(phase.name)} are held back. Only the regional coordinator may read them until they are released.`,
    );
  }
}
