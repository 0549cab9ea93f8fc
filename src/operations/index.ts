export * from './domain/index.js';
export { OperationEntity } from './entities/operation.entity.js';
export { ParticipationEntity, PhaseAskEntity, PhaseEntity } from './entities/phase.entity.js';
export { PhaseType } from './graphql/operations.types.js';
export { OperationsModule } from './operations.module.js';
export type { PhaseDetails } from './operations.repository.js';
export { OperationsService } from './operations.service.js';
