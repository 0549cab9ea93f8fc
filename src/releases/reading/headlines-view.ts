import type { ReleaseView } from './release-reader.js';

/** A release of which the headlines are called sentences. */
export interface HeadlinesView extends Omit<ReleaseView, 'headlines'> {
  readonly sentences: ReleaseView['headlines'];
}

/** The headlines of a release, for those who write about it. */
export function headlinesView({ headlines, ...head }: ReleaseView): HeadlinesView {
  return { ...head, sentences: headlines };
}
