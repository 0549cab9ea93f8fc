import type { Actor } from '../domain/actor.js';

/** Looks up the public codes among a call's arguments. The feature that owns them provides it. */
export abstract class PublicReferences {
  /**
   * Does nothing when every code of a phase, force or measure among the arguments is known.
   *
   * @throws CodedError NOT_FOUND for one that is not; BAD_USER_INPUT for one of a list
   */
  abstract assertKnown(actor: Actor, args: Readonly<Record<string, unknown>>): Promise<void>;
}
