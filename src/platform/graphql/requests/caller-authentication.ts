import type { Request, RequestHandler } from 'express';
import { Turns } from '../../http/turns.js';

/** The most unknown callers refused in one turn of the event loop, so that known callers are served in between. */
const STRANGERS_A_TURN = 4;

/** Authenticates the sender of a request, from its headers only. The access feature provides it. */
export abstract class CallerAuthentication {
  /**
   * Sets `request.caller`.
   *
   * @throws CodedError UNAUTHENTICATED if the caller is unknown
   */
  abstract authenticate(request: Request): Promise<void>;
}

/** Refuses unknown callers before their body is read or parsed. */
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
