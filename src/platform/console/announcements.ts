import type { Config } from '../../config/config.js';
import { ADDRESSES, DEMO_ADDRESSES } from './addresses.js';
import { readRelease } from './release.js';

/** The first line at the console. */
export function beginning({ demo }: Config): string {
  return `Operation Scorpion returns ${readRelease().version}${demo ? ', in demo mode' : ''}.`;
}

/** Says that the service is ready, and at which address. Scripts wait for the words `Ready at` and the address. */
export function ready(url: string, { demo, metricsToken }: Config): string {
  const isServed = (path: string): boolean =>
    demo || (!DEMO_ADDRESSES.includes(path) && (path !== '/metrics' || metricsToken !== null));
  const paths = ADDRESSES.map(([path]) => path)
    .filter(isServed)
    .join(', ');
  return `Ready at ${url}${demo ? ', in demo mode' : ''}\nPaths: ${paths}. Press Ctrl-C to stop.`;
}

/**
 * The last line at the console of a service that was stopped normally.
 *
 * @param dataFolder the folder of the embedded database; null if there is none
 */
export function stopped(dataFolder: string | null): string {
  return dataFolder === null ? 'Stopped.' : `Stopped. The data is kept in ${dataFolder}.`;
}
