import type { PublicationRequest } from './release-storage.js';
import type { PublishReleaseInput } from './publication.args.js';

/** What is asked for, with what was left out as null or empty. */
export function publicationOf(input: PublishReleaseInput): PublicationRequest {
  return {
    embargoUntil: input.embargoUntil ?? null,
    namedReaders: input.namedReaders ?? [],
    note: input.note ?? null,
    kind: input.kind ?? null,
    acknowledgements: input.acknowledgements ?? [],
    expectedVersion: input.expectedVersion ?? null,
  };
}
