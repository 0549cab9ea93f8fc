import { CodedError, cut } from '../../common/errors.js';
import type { HeadlineKey } from '../domain/index.js';

/** NOT_FOUND for a release that does not exist, and, in the same words, for one that the caller may not see. */
export function releaseNotFound(phase: string, version: number | string | null): CodedError {
  const which = version === null ? 'no release' : `no release ${cut(String(version))}`;
  return new CodedError('NOT_FOUND', `There is ${which} of the phase "${cut(phase)}" that you can read.`);
}

/** NOT_FOUND for a headline that a release does not have. */
export function headlineNotFound(version: number, { measure, breakdown, force }: HeadlineKey): CodedError {
  const part = breakdown === null ? '' : `, part "${cut(breakdown)}"`;
  const whose = force === null ? 'the region' : `"${cut(force)}"`;
  return new CodedError(
    'NOT_FOUND',
    `Release ${version} has no headline of "${cut(measure)}"${part} for ${whose}. Not every figure has one: read the headlines of the release.`,
  );
}
