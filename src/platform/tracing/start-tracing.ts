import type { TracingConfig } from '../../config/config.js';

/** Sends what it has and ends. */
export type StopTracing = () => Promise<void>;

/** How long the last traces may take to be sent, in milliseconds. */
const LAST_SENDING_MS = 1_000;

/**
 * Begins to send traces; to be called before the first request. What does it is loaded only then: without it a span is
 * an empty object, and nothing is sent.
 *
 * @param config null: no traces
 */
export async function startTracing(config: TracingConfig | null): Promise<StopTracing> {
  if (config === null) return () => Promise.resolve();
  const { sendTraces } = await import('./send-traces.js');
  const shutdown = sendTraces(config);
  return async () => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_SENDING_MS).unref());
    // A collector that is away must not keep the service from ending.
    await Promise.race([shutdown().catch(() => undefined), late]);
  };
}
