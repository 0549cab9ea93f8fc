import type { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import { awaitsContinue } from './expect-continue.js';
import { UnreadBodies } from './unread-bodies.js';

type End = (chunk: unknown, encoding: BufferEncoding) => Response;

/**
 * Allows an answer before the request's body has arrived. It is sent at once and is the last one on its connection,
 * because the rest of the body comes before any next request. Closing the connection while the caller still sends would
 * reset it, and the caller might lose the answer; so the rest of the body is discarded for a while first.
 */
export function answerBeforeBody(): RequestHandler {
  const discarding = new UnreadBodies();
  return (request, response, next) => {
    if (hasBody(request)) closeUnread(request, response, discarding);
    next();
  };
}

/** Whether the headers announce a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** Makes `response.end`, with which Express ends every answer, check whether the body has arrived. */
function closeUnread(request: Request, response: Response, discarding: UnreadBodies): void {
  const end = response.end.bind(response) as End;
  response.end = ((chunk: unknown, encoding: BufferEncoding): Response => {
    response.end = end as Response['end'];
    if (request.complete) return end(chunk, encoding);
    send(response, chunk, encoding);
    const close = (): Response => end(undefined, encoding);
    // A caller who waits for a 100 Continue sends nothing more.
    if (awaitsContinue(request)) return close();
    discarding.discard(request, close);
    return response;
  }) as Response['end'];
}

/** Sends the whole answer, with its length so that the caller knows that it is complete, but does not end it. */
function send(response: Response, chunk: unknown, encoding: BufferEncoding): void {
  const body = typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : '';
  if (!response.headersSent) {
    response.setHeader('Connection', 'close');
    if (!response.hasHeader('Content-Length')) response.setHeader('Content-Length', Buffer.byteLength(body, encoding));
  }
  if (body.length === 0) response.flushHeaders();
  else response.write(body, encoding);
}
