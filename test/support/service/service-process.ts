import { once } from 'node:events';
import { connect } from 'node:net';
import { startGroup, written, type StartedGroup } from './started-group.js';
import type { GraphqlAnswer } from './test-service.js';
import { until } from '../run/until.js';

const PATIENCE_MS = 60_000;

/** The service that ships, as a process of its own: `node dist/main.js`, ready, at a free port. */
export interface ServiceProcess {
  readonly url: string;
  readonly group: StartedGroup;
}

/**
 * Starts it in demo mode without the published record, and waits until it is ready.
 * @param env settings other than these
 * @param flags of Node's, before the script
 */
export async function startServiceProcess(
  env: Readonly<Record<string, string>>,
  flags: readonly string[] = [],
): Promise<ServiceProcess> {
  const { PATH, HOME } = process.env;
  const settings = { DEMO: 'true', LOAD_RECORD: 'false', PORT: '0', LOG_LEVEL: 'warn', WRITES_PER_MINUTE: '0', ...env };
  const group = startGroup(['exec node', ...flags, 'dist/main.js'].join(' '), { PATH, HOME, ...settings });
  try {
    return { group, url: await written(group, /Ready at (http:\/\/[^\s,]+)/) };
  } catch (error) {
    group.end();
    throw error;
  }
}

/**
 * Asks a service over a connection of its own: one kept from before may have been closed meanwhile.
 * @returns null if the connection broke before the answer
 */
export async function post<Data>(
  url: string,
  token: string,
  query: string,
  variables: object,
): Promise<GraphqlAnswer<Data | null> | null> {
  try {
    const answer = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, connection: 'close' },
      body: JSON.stringify({ query, variables }),
    });
    const { data = null, errors = [] } = (await answer.json()) as Partial<GraphqlAnswer<Data | null>>;
    return { status: answer.status, data, errors };
  } catch {
    return null;
  }
}

/** Whether GET /health/ready answers 200. */
export async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Resolves when the service at this address has begun to stop: it accepts no new connections. */
export async function untilNobodyListens(url: string): Promise<void> {
  const { port, hostname } = new URL(url);
  await until('new connections are refused', PATIENCE_MS, async () => {
    const socket = connect(Number(port), hostname);
    const isRefused = await once(socket, 'connect').then(
      () => false,
      () => true,
    );
    socket.destroy();
    return isRefused;
  });
}
