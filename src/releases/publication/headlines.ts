import type { ReleaseView } from './release-reader.js';

/** The headlines of a release, for who writes about it. */
export interface HeadlinesView extends Omit<ReleaseView, 'headlines'> {
  /** Whether the final date of the phase is still to come. */
  readonly mayChange: boolean;
  readonly sentences: ReleaseView['headlines'];
}

/** The headlines of a release, and whether its figures may still change. */
export function headlinesView(release: ReleaseView, now: Date): HeadlinesView {
  const { headlines, ...head } = release;
  return { ...head, sentences: headlines, mayChange: head.finalAt === null || head.finalAt > now };
}
