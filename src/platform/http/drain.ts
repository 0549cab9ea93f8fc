import type { Server } from 'node:http';
import { Server as NetServer } from 'node:net';
import type { RunningRequests } from '../request-scope/index.js';

/** How long requests under way may continue when the service is stopped, in milliseconds. */
const DRAIN_MS = 4_000;

/** How long cancelled requests then have to be answered, in milliseconds; this includes waiting for a COMMIT. */
const ANSWER_MS = 2_500;

/**
 * Accepts no new connections and waits until `Connections` has closed the others, each when it is idle. Requests that are
 * not done in time are cancelled: they are answered with an error and nothing of them is stored. Connections that remain
 * are then closed.
 */
export async function drain(server: Server, requests: RunningRequests): Promise<void> {
  if (!server.listening) return;
  requests.closeConnections();
  // The method of node:http would also close connections whose answers are not complete.
  const closed = new Promise((resolve) => NetServer.prototype.close.call(server, resolve));
  const giveUp = setTimeout(() => {
    requests.giveUp();
  }, DRAIN_MS);
  const cutOff = setTimeout(() => {
    server.closeAllConnections();
  }, DRAIN_MS + ANSWER_MS);
  await closed;
  clearTimeout(giveUp);
  clearTimeout(cutOff);
}
