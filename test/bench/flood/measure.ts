import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import autocannon from 'autocannon';

/** How ordinary callers and probes fare, in milliseconds. */
export interface Fare {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
  /** Answers that were none, or refusals. */
  readonly failed: number;
  /** The longest that GET /health/live took; Infinity: one did not answer. */
  readonly live: number;
}

export interface Ordinary {
  readonly url: string;
  readonly token: string;
  /** What they ask, again and again. */
  readonly body: string;
  readonly connections: number;
  readonly seconds: number;
}

const PROBE_EVERY_MS = 100;

/** Asks as ordinary callers do, for some seconds, and probes beside. */
export async function fareOf({ url, token, body, connections, seconds }: Ordinary): Promise<Fare> {
  const probing = new AbortController();
  const live = slowestProbe(`${url}/health/live`, probing.signal);
  const { errors, timeouts, non2xx, latency, requests, duration } = await autocannon({
    url: `${url}/graphql`,
    method: 'POST',
    body,
    connections,
    duration: seconds,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
  });
  probing.abort();
  const failed = errors + timeouts + non2xx;
  return { rate: requests.total / duration, p50: latency.p50, p99: latency.p99, failed, live: await live };
}

async function slowestProbe(url: string, stop: AbortSignal): Promise<number> {
  let slowest = 0;
  while (!stop.aborted) {
    const begun = performance.now();
    const ok = await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    );
    slowest = Math.max(slowest, ok ? performance.now() - begun : Infinity);
    await pause(PROBE_EVERY_MS);
  }
  return slowest;
}

/** Floods the service while `work` runs, from a process of its own; gives what came of the work, and of the flood in words. */
export async function flooding<T>(
  flood: { readonly url: string; readonly clients: number; readonly tokens: readonly string[] },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly answers: string }> {
  const program = fileURLToPath(new URL('client.bench.js', import.meta.url));
  const env = { PATH: process.env['PATH'], URL_TO_FLOOD: flood.url, CLIENTS: `${flood.clients}` };
  const client = spawn(process.execPath, [program], {
    env: { ...env, TOKENS: flood.tokens.join() },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(client.stdout, 'readable');
  const said = text(client.stdout);
  const result = await work();
  client.stdin.end();
  return { result, answers: (await said).replace('flooding', '').trim() };
}
