import { ParticipationChangeEntity, PhaseAskChangeEntity } from './history.entity.js';
import { MembershipEntity } from './membership.entity.js';
import { OperationEntity } from './operation.entity.js';
import { ParticipationEntity, PhaseAskEntity, PhaseChangeEntity, PhaseEntity } from './phase.entity.js';
import { PhaseDiscardEntity } from './phase-discard.entity.js';
import { PhaseExceptionEntity } from './phase-exception.entity.js';

/** Every table of this feature. */
export const OPERATIONS_ENTITIES = [
  OperationEntity,
  MembershipEntity,
  PhaseEntity,
  PhaseChangeEntity,
  PhaseExceptionEntity,
  PhaseDiscardEntity,
  ParticipationEntity,
  ParticipationChangeEntity,
  PhaseAskEntity,
  PhaseAskChangeEntity,
];
