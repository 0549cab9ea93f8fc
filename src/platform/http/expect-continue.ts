import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Those whose callers send the body once they are told to: `Expect: 100-continue`. */
const waiting = new WeakSet<IncomingMessage>();

/** From now on the server tells nobody to go on before somebody wants the body; Node would tell everybody at once. */
export function holdBackContinue(server: Server): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.add(request);
    server.emit('request', request, response);
  });
}

/** Whether the caller waits to be told before the body is sent. */
export function awaitsContinue(request: IncomingMessage): boolean {
  return waiting.has(request);
}

/** Tells a caller who waits for it to send the body. */
export function letContinue(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) response.writeContinue();
}
