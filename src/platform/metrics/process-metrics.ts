import { collectDefaultMetrics, Registry } from 'prom-client';

let registry: Registry | null = null;

/**
 * Memory, processor, event loop and garbage collection. They are the process's, not a service's: what watches them is
 * set up once, keeps nothing running and ends with the process.
 */
export function processMetrics(): Registry {
  if (registry === null) {
    registry = new Registry();
    collectDefaultMetrics({ register: registry });
  }
  return registry;
}
