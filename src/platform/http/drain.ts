import type { Server } from 'node:http';
import type { RequestsUnderWay } from '../request-scope/index.js';

/** How long requests under way may go on once the service is told to stop, in milliseconds. */
const DRAIN_MS = 4_000;

/** How long they then have to be answered that they were given up; a COMMIT on its way is waited for. */
const ANSWER_MS = 2_500;

/**
 * Takes no new connections, lets go of idle ones, and waits for the answers under way. What is not done in time is
 * cancelled and its caller told so: then it is neither stored nor acknowledged. What even that does not end is cut off.
 */
export async function drain(server: Server, requests: RequestsUnderWay): Promise<void> {
  if (!server.listening) return;
  requests.closeConnections();
  const closed = new Promise((resolve) => server.close(resolve));
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
