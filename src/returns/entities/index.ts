import { FigureEntity, ResultEntity } from './figure.entity.js';
import {
  AcknowledgementEntity,
  DraftEntity,
  QuestionEndingEntity,
  QuestionEntity,
  StepReasonEntity,
} from './lifecycle.entity.js';
import { IdempotencyKeyEntity, ReturnEntity, ReturnVersionEntity, VersionStateEntity } from './return.entity.js';

/** Every table of this feature. */
export const RETURNS_ENTITIES = [
  ReturnEntity,
  ReturnVersionEntity,
  VersionStateEntity,
  FigureEntity,
  ResultEntity,
  IdempotencyKeyEntity,
  StepReasonEntity,
  QuestionEntity,
  QuestionEndingEntity,
  AcknowledgementEntity,
  DraftEntity,
];
