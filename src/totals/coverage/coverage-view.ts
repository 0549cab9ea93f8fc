import type { Force } from '../../dictionary/index.js';
import type { Coverage } from '../domain/index.js';

/** Coverage with the forces themselves. */
export interface CoverageView extends Omit<Coverage, 'missing' | 'notKnownSilent'> {
  readonly missing: readonly Force[];
  readonly notHeard: readonly Force[];
}
