import { hasPermission, type Actor, type Permission } from '../access/index.js';
import { CodedError } from '../common/errors.js';
import type { Basis } from './domain/index.js';

/** The basis of totals that is told to somebody who names none: PROVISIONAL to who may read that, else ACCEPTED. */
export function basisOf(actor: Pick<Actor, 'role'>): Basis {
  return hasPermission(actor, 'READ_PROVISIONAL_TOTALS') ? 'PROVISIONAL' : 'ACCEPTED';
}

/** What somebody needs who asks for totals on this basis; null: on whichever is theirs. */
export function permissionFor(basis: Basis | null): Permission {
  return basis === 'PROVISIONAL' ? 'READ_PROVISIONAL_TOTALS' : 'READ_TOTALS';
}

/** @throws CodedError FORBIDDEN for what forces have submitted and the region has not accepted, to who may not read it */
export function assertMayRead(actor: Pick<Actor, 'role'>, basis: Basis): void {
  if (basis === 'PROVISIONAL' && !hasPermission(actor, 'READ_PROVISIONAL_TOTALS')) {
    throw new CodedError(
      'FORBIDDEN',
      "Only the regional coordinator may read PROVISIONAL totals. Leave 'basis' out to get the ACCEPTED ones.",
    );
  }
}
