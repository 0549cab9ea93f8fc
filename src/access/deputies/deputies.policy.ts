import { Injectable } from '@nestjs/common';
import { CodedError, cut } from '../../common/errors.js';
import type { Actor } from '../domain/actor.js';
import type { DeputisedRole } from '../domain/deputy.js';

/** For which forces and roles an actor with the permission APPOINT_DEPUTY may appoint deputies. */
@Injectable()
export class DeputiesPolicy {
  /**
   * @param sent `role` null: any role
   * @throws CodedError FORBIDDEN if the actor belongs to a force and the role is another force's or the coordinator
   */
  assertMayAppoint(actor: Actor, { role, force }: { role: DeputisedRole | null; force: string | null }): void {
    if (actor.force === null) return;
    if (role === 'REGIONAL_COORDINATOR' || (force !== null && force !== actor.force)) {
      const asked = [role, force === null ? null : cut(force)].filter((word) => word !== null).join(' of ');
      throw new CodedError(
        'FORBIDDEN',
        `You may appoint deputies or end appointments only for roles of ${actor.force}, not for ${asked}. Ask the coordinator.`,
      );
    }
  }
}
