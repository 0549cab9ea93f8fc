import { CodedError, cut } from '../../common/errors.js';
import { CodeSuggestions, didYouMean } from '../../common/suggest-codes.js';
import type { HeadlineKey, ReleaseContent } from '../domain/index.js';

/** NOT_FOUND for a release that does not exist, and, in the same words, for one that the caller may not see. */
export function releaseNotFound(phase: string, version: number | string | null): CodedError {
  const which = version === null ? 'no release' : `no release ${cut(String(version))}`;
  return new CodedError('NOT_FOUND', `There is ${which} of the phase "${cut(phase)}" that you can read.`);
}

/** The code and the name of something in a release. */
interface Item {
  readonly code: string;
  readonly name: string;
}

/** The headlines of a release that the caller reads. */
type Headlines = readonly Readonly<Pick<ReleaseContent['headlines'][number], 'measure' | 'breakdown' | 'force'>>[];

/** NOT_FOUND for a headline that a release does not have, with the codes that may be meant. */
export function headlineNotFound(
  { version, headlines }: { readonly version: number; readonly headlines: Headlines },
  { measure, breakdown, force }: HeadlineKey,
): CodedError {
  const part = breakdown === null ? '' : `, part "${cut(breakdown)}"`;
  const whose = force === null ? 'the region' : `"${cut(force)}"`;
  const found = `Release ${version} has no headline of "${cut(measure)}"${part} for ${whose}.`;
  const question =
    suggested(
      measure,
      headlines.map((one) => one.measure),
    ) ??
    suggested(
      breakdown,
      headlines.flatMap((one) => one.breakdown ?? []),
    ) ??
    suggested(
      force,
      headlines.flatMap((one) => one.force ?? []),
    );
  return new CodedError(
    'NOT_FOUND',
    `${found} ${question ?? 'Not every figure has one: read the headlines of the release.'}`,
  );
}

/** Asks whether another code was meant; null if this one is among them, or none is close. */
function suggested(code: string | null, known: readonly Item[]): string | null {
  if (code === null || known.some((one) => one.code === code)) return null;
  return didYouMean(new CodeSuggestions(known.map((one) => ({ code: one.code, names: [one.name] }))).for(code));
}
