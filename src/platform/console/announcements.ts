import type { Config } from '../../config/config.js';
import { ADDRESSES, DEMO_ADDRESSES } from './addresses.js';
import { readRelease } from './release.js';

/** The first line of a start. */
export function beginning({ demo }: Config): string {
  return `Operation Scorpion returns ${readRelease().version}${demo ? ', in demo mode' : ''}.`;
}

/** That the service can be used from now on, and where. Whoever starts it waits for `Ready at` and the address. */
export function ready(url: string, { demo, metricsToken }: Config): string {
  const isServed = (path: string): boolean =>
    demo || (!DEMO_ADDRESSES.includes(path) && (path !== '/metrics' || metricsToken !== null));
  const paths = ADDRESSES.map(([path]) => path)
    .filter(isServed)
    .join(', ');
  return `Ready at ${url}${demo ? ', in demo mode' : ''}\nServed there: ${paths}. Ctrl-C stops it.`;
}

/**
 * The last line, of a service that has stopped as it was told to.
 *
 * @param dataFolder where the data of its own database are; null: it has none
 */
export function stopped(dataFolder: string | null): string {
  return dataFolder === null ? 'Stopped.' : `Stopped. The data stay in ${dataFolder}.`;
}
