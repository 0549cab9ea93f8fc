import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { pinoHttp } from 'pino-http';

/** A request id from outside is taken only where it is safe to log and to send back. */
const SANE_ID = /^[\w.:-]{1,64}$/;

/**
 * Logs one line a request, with method, path, status and the caller's address: never headers, the query string or a
 * body, so neither tokens nor GraphQL variables. The request's id, X-Request-Id where a sane one came, goes back in the
 * same header and into every line that is logged on the request's behalf.
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
    // The error that pino-http makes up for a 5xx says nothing; the one behind it has been logged.
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

/** As `identify` gave it. */
function idOf(request: Request): string {
  return request.id as string;
}

function levelOf(request: Request, status: number): 'debug' | 'info' | 'error' {
  if (/^\/(health\/|metrics$)/.test(pathOf(request.originalUrl))) return 'debug';
  return status >= 500 ? 'error' : 'info';
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '';
}
