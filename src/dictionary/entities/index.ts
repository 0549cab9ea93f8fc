import { BreakdownEntity, PartClassEntity, PartEntity } from './breakdown.entity.js';
import { ForceEntity } from './force.entity.js';
import {
  MeasureEntity,
  MeasureImplicationEntity,
  MeasureVersionEntity,
  MeasureWholeEntity,
  SingleHaulMeasureEntity,
} from './measure.entity.js';

/** Every table of this feature. */
export const DICTIONARY_ENTITIES = [
  ForceEntity,
  BreakdownEntity,
  PartEntity,
  PartClassEntity,
  MeasureEntity,
  MeasureVersionEntity,
  MeasureWholeEntity,
  MeasureImplicationEntity,
  SingleHaulMeasureEntity,
];
