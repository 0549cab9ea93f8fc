import type { Request, RequestHandler, Response } from 'express';
import type { ErrorFilter } from '../errors/error.filter.js';
import { requestScope } from './request-scope.js';
import type { RunningRequests } from './running-requests.js';
import { RequestTime } from './request-time.js';

/**
 * Gives each request its scope and its time limit, after which its work in the database is cancelled. A request that
 * has not arrived completely by then is answered here. Use it after the logging, which sets the request's id.
 *
 * @param limitMs the time limit, in milliseconds; 0: no limit
 */
export function enterRequestScope(limitMs: number, requests: RunningRequests, errors: ErrorFilter): RequestHandler {
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

/** Answers a request whose body has not arrived completely. Otherwise the code that works on the request answers. */
function giveUpReading(request: Request, response: Response, reason: unknown, errors: ErrorFilter): void {
  if (request.complete || response.headersSent) return;
  response.set('Connection', 'close');
  response.once('finish', () => request.destroy());
  errors.answer(request, response, reason);
}
