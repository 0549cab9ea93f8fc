import autocannon from 'autocannon';

/** What a run of a load came to. */
export interface Run {
  /** Answers a second. */
  readonly rate: number;
  /** Half of the answers came within so many milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

export interface Load {
  readonly url: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
  /** The body of the next request. */
  readonly body: () => string;
}

/** Asks for some seconds for one path by GET. */
export async function runGet({ url, token, connections, seconds }: Omit<Load, 'body'>, path: string): Promise<Run> {
  const headers = { authorization: `Bearer ${token}`, 'apollo-require-preflight': 'true' };
  return summary(
    url,
    await autocannon({ url, connections, duration: seconds, requests: [{ method: 'GET', path, headers }] }),
  );
}

/**
 * Asks for some seconds, each connection again as soon as it has its answer.
 *
 * @throws when any answer was not 200: a load that fails measures nothing
 */
export async function run({ url, token, connections, seconds, body }: Load): Promise<Run> {
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/graphql',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        setupRequest: (request) => ({ ...request, body: body() }),
      },
    ],
  });
  return summary(url, result);
}

function summary(url: string, { errors, timeouts, non2xx, latency, requests, duration }: autocannon.Result): Run {
  if (errors + timeouts + non2xx > 0 || requests.total === 0) {
    throw new Error(`Of ${requests.total} requests to ${url}, ${non2xx} were refused and ${errors} failed.`);
  }
  return { rate: requests.total / duration, p50: latency.p50, p99: latency.p99 };
}

/** The middle one of several runs, figure by figure. */
export function median(runs: readonly Run[]): Run {
  return {
    rate: middle(runs.map((one) => one.rate)),
    p50: middle(runs.map((one) => one.p50)),
    p99: middle(runs.map((one) => one.p99)),
  };
}

/** The middle one of several numbers. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2;
}
