import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** Responses whose callers wait for a 100 Continue before they send the body (`Expect: 100-continue`). */
const waiting = new WeakSet<IncomingMessage>();

/** Makes the server delay 100 Continue until the body is read; Node would send it at once. */
export function delayContinue(server: Server): void {
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    waiting.add(request);
    server.emit('request', request, response);
  });
}

/** Whether the caller waits for a 100 Continue. */
export function awaitsContinue(request: IncomingMessage): boolean {
  return waiting.has(request);
}

/** Sends 100 Continue to a caller who waits for it. */
export function sendContinue(request: IncomingMessage, response: ServerResponse): void {
  if (waiting.delete(request)) response.writeContinue();
}
