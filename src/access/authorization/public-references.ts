import type { Actor } from '../domain/actor.js';

/** Looks up the public codes in the arguments of a call. The feature that owns the codes provides it. */
export abstract class PublicReferences {
  /**
   * Checks that every code of a phase, force, operation or measure in the arguments is known.
   *
   * @throws CodedError NOT_FOUND for an unknown code; BAD_USER_INPUT for an unknown code in a list
   */
  abstract assertKnown(actor: Actor, args: Readonly<Record<string, unknown>>): Promise<void>;
}
