export type { CheckedClaim } from './claims/checked-claim.js';
export { ClaimsService, type CheckedText } from './claims/claims.service.js';
export { MOST_CHARACTERS, textProblem } from './claims/text-limits.js';
export { RELEASES_ENTITIES } from './entities/index.js';
export { PublicationService } from './publication/publication.service.js';
export { ReleaseDrafts } from './preparation/release-drafts.js';
export { ReleaseFiles, type FileToSend } from './exports/release-files.js';
export { ReleaseReader, type ReleaseView } from './reading/release-reader.js';
export { ReleasesModule } from './releases.module.js';
