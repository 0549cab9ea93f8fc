import {
  HeadlineCopyEntity,
  OperationReleaseReaderEntity,
  PreElectionPeriodEntity,
  ReleaseDraftEntity,
  ReleaseDraftReaderEntity,
} from './around-releases.entity.js';
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
