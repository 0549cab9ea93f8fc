import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { awaitsContinue } from './expect-continue.js';
import { Discarding } from './discarding.js';

type End = (chunk: unknown, encoding: BufferEncoding) => Response;

/**
 * Lets an answer out before the request's body has come in: at once, and as the last one on its connection, since the
 * rest of the body stands between it and the next request. A connection that is closed while its caller still sends is
 * reset, and the caller may lose the answer; so what still comes is discarded for a while before it is closed.
 */
export function answerBeforeBody(): RequestHandler {
  const discarding = new Discarding();
  return (request, response, next) => {
    if (hasBody(request)) closeUnread(request, response, discarding);
    next();
  };
}

/** Whether the headers announce a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Makes `response.end` see whether the body has come; Express ends every answer by it. */
function closeUnread(request: Request, response: Response, discarding: Discarding): void {
  const end = response.end.bind(response) as End;
  response.end = ((chunk: unknown, encoding: BufferEncoding): Response => {
    response.end = end as Response['end'];
    if (request.complete) return end(chunk, encoding);
    send(response, chunk, encoding);
    const close = (): Response => end(undefined, encoding);
    // Who waits to be told to go on sends nothing more.
    if (awaitsContinue(request)) return close();
    discarding.discard(request, close);
    return response;
  }) as Response['end'];
}

/** The whole answer but for the end of it: its length is said, so that the caller knows that it is whole. */
function send(response: Response, chunk: unknown, encoding: BufferEncoding): void {
  const body = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : '';
  if (!response.headersSent) {
    response.setHeader('Connection', 'close');
    if (!response.hasHeader('Content-Length')) response.setHeader('Content-Length', Buffer.byteLength(body, encoding));
  }
  if (body.length === 0) response.flushHeaders();
  else response.write(body, encoding);
}
