import type { Request, RequestHandler, Response } from 'express';
import type { ErrorFilter } from '../errors/error.filter.js';
import { requestScope } from './request-scope.js';
import type { RequestsUnderWay } from './requests-under-way.js';
import { RequestTime } from './request-time.js';

/**
 * Gives each request its scope, and its time: what runs in the database for it ends with it. A request that has not even
 * come in whole by then is answered here. To be used after the logging, which gives the request its id.
 *
 * @param limitMs what a request is given, in milliseconds; 0: as long as it takes
 */
export function enterRequestScope(limitMs: number, requests: RequestsUnderWay, errors: ErrorFilter): RequestHandler {
  return (request, response, next) => {
    const time = new RequestTime(limitMs, (reason) => giveUpReading(request, response, reason, errors));
    requests.add(response, time);
    response.once('close', () => {
      if (response.writableFinished) time.answered();
      else time.callerGone();
    });
    requestScope.run({ requestId: request.id as string, time, transactions: 0 }, next);
  };
}

/** Answers a request whose body is still on its way; where it is all there, whoever works on it answers. */
function giveUpReading(request: Request, response: Response, reason: unknown, errors: ErrorFilter): void {
  if (request.complete || response.headersSent) return;
  response.set('Connection', 'close');
  response.once('finish', () => request.destroy());
  errors.answer(request, response, reason);
}
