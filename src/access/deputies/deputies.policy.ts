import { Injectable } from '@nestjs/common';
import { CodedError, cut } from '../../common/errors.js';
import type { Actor } from '../domain/actor.js';
import type { DeputisedRole } from '../domain/deputy.js';

/** Whose deputies somebody may appoint, once the role may at all. */
@Injectable()
export class DeputiesPolicy {
  /**
   * @param sent `role` null: whichever it may be
   * @throws CodedError FORBIDDEN for a force's person and a role of another force, or of the region
   */
  assertMayAppoint(actor: Actor, { role, force }: { role: DeputisedRole | null; force: string | null }): void {
    if (actor.force === null) return;
    if (role === 'REGIONAL_COORDINATOR' || (force !== null && force !== actor.force)) {
      const asked = [role, force === null ? null : `of ${cut(force)}`].filter((word) => word !== null).join(' ');
      throw new CodedError('FORBIDDEN', `You may appoint deputies of ${actor.force} only, not ${asked}.`);
    }
  }
}
