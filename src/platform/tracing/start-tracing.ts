import type { TracingConfig } from '../../config/config.js';

/** Sends the remaining spans and ends tracing. */
export type StopTracing = () => Promise<void>;

/** How long the last traces may take to be sent, in milliseconds. */
const LAST_SENDING_MS = 1_000;

/**
 * Starts to send traces; call it before the first request. The code is loaded only then: without it spans are empty and
 * nothing is sent.
 *
 * @param config null: no traces
 */
export async function startTracing(config: TracingConfig | null): Promise<StopTracing> {
  if (config === null) return () => Promise.resolve();
  const { sendTraces } = await import('./send-traces.js');
  const shutdown = sendTraces(config);
  return async () => {
    const late = new Promise<void>((resolve) => setTimeout(resolve, LAST_SENDING_MS).unref());
    // A collector that cannot be reached must not delay the end of the service for long.
    await Promise.race([shutdown().catch(() => undefined), late]);
  };
}
