import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** The form of a caller's request id that is safe to log and to send back. */
const SANE_ID = /^[\w.:-]{1,64}$/;

/**
 * Logs one line for each request, with method, path, status and the caller's address. It never logs headers, the query
 * string or a body, so no tokens or GraphQL variables. The request's id (a safe X-Request-Id of the caller, else a new
 * one) is returned in that header and is in every line logged for the request.
 */
export function requestLogging(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId: identify,
    customLogLevel: (request: Request, response: Response) => levelOf(request, response.statusCode),
    customSuccessObject: (request: Request, _response: Response, line: object) => ({
      ...line,
      requestId: idOf(request),
    }),
    // The error that pino-http makes for a 5xx contains nothing new; the real one has been logged.
    customErrorObject: (request: Request, _response: Response, _error: Error, line: object) => ({
      ...line,
      err: undefined,
      requestId: idOf(request),
    }),
    customErrorMessage: () => 'request failed',
    wrapSerializers: false,
    serializers: {
      req: ({ method, originalUrl, ip }: Request) => ({ method, path: pathOf(originalUrl), address: ip }),
      res: ({ statusCode }: Response) => ({ statusCode }),
    },
  });
}

function identify(request: IncomingMessage, response: ServerResponse): string {
  const given = request.headers['x-request-id'];
  const id = typeof given === 'string' && SANE_ID.test(given) ? given : randomUUID();
  response.setHeader('X-Request-Id', id);
  return id;
}

/** The request's id, as set by `identify`. */
function idOf(request: Request): string {
  return request.id as string;
}

/** A 503 is logged at warn: an outage behind it has its own line at error, and callers who are too slow get 503 too. */
function levelOf(request: Request, status: number): 'debug' | 'info' | 'warn' | 'error' {
  if (/^\/(health\/|metrics$)/.test(pathOf(request.originalUrl))) return 'debug';
  if (status === 503) return 'warn';
  return status >= 500 ? 'error' : 'info';
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
