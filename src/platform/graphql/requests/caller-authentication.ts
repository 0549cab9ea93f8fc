import type { Request, RequestHandler } from 'express';
import { Turns } from '../../http/turns.js';

/** Strangers who are refused in one turn of the event loop: however many come, those who are known come in between. */
const STRANGERS_A_TURN = 4;

/** Finds out who sends a request, by its headers alone. Bound by whoever knows callers. */
export abstract class CallerAuthentication {
  /**
   * Puts into `request.caller` who sends it.
   *
   * @throws CodedError UNAUTHENTICATED: nobody who is known
   */
  abstract authenticate(request: Request): Promise<void>;
}

/** Lets nobody on who is not known: a stranger's body is neither read nor parsed. */
export function requireCaller(callers: CallerAuthentication): RequestHandler {
  const strangers = new Turns(STRANGERS_A_TURN);
  return async (request, _, next) => {
    try {
      await callers.authenticate(request);
    } catch (error) {
      await strangers.take();
      throw error;
    }
    next();
  };
}
