import type { Socket } from 'node:net';
import type { NextFunction, Request, Response } from 'express';

/** The most requests that may wait on one connection for the answer to the one before. */
const MOST_WAITING = 20;

/** The requests that wait on each connection on which one is under way, in their order. */
const waiting = new WeakMap<Socket, (() => void)[]>();

/**
 * Begins a request only when the answer to the one before it on its connection is sent, even if the caller did not wait
 * for it (pipelining, RFC 9112 section 9.3.2). A response has no connection until then, and Node 20 never says that it
 * is closed if the caller hangs up before: all that its request had taken would never be given back. A connection on
 * which too many wait is closed.
 */
export function inTurn(request: Request, response: Response, next: NextFunction): void {
  const { socket } = request;
  const begin = (): void => {
    response.once('finish', () => {
      beginNext(socket);
    });
    next();
  };
  const others = waiting.get(socket);
  if (others === undefined) {
    waiting.set(socket, []);
    begin();
  } else if (others.length < MOST_WAITING) {
    others.push(begin);
  } else {
    socket.destroy();
  }
}

function beginNext(socket: Socket): void {
  const next = waiting.get(socket)?.shift();
  // Of a connection that is closed after an answer, the rest is not done.
  if (next === undefined || socket.destroyed || !socket.writable) waiting.delete(socket);
  else next();
}
