import type { Request, RequestHandler } from 'express';

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
  return async (request, _, next) => {
    await callers.authenticate(request);
    next();
  };
}
