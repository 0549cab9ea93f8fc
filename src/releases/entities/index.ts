import { HeadlineCopyEntity } from './headline-copy.entity.js';
import { OperationReleaseReaderEntity } from './operation-release-reader.entity.js';
import { PreElectionPeriodEntity } from './pre-election-period.entity.js';
import { ReleaseDraftEntity, ReleaseDraftReaderEntity } from './release-draft.entity.js';
import {
  ReleaseAcknowledgementEntity,
  ReleaseEntity,
  ReleaseReadEntity,
  ReleaseReaderEntity,
  ReleaseStepEntity,
} from './release.entity.js';

/** Every table of this feature. */
export const RELEASES_ENTITIES = [
  ReleaseEntity,
  ReleaseReaderEntity,
  ReleaseStepEntity,
  ReleaseAcknowledgementEntity,
  ReleaseReadEntity,
  ReleaseDraftEntity,
  ReleaseDraftReaderEntity,
  OperationReleaseReaderEntity,
  HeadlineCopyEntity,
  PreElectionPeriodEntity,
];
