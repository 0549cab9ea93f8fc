import { OperationEntity } from './operation.entity.js';
import { ParticipationEntity, PhaseAskEntity, PhaseChangeEntity, PhaseEntity } from './phase.entity.js';

/** Every table of this feature. */
export const OPERATIONS_ENTITIES = [OperationEntity, PhaseEntity, ParticipationEntity, PhaseAskEntity, PhaseChangeEntity];
