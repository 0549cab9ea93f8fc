export * from './domain/index.js';
export { ParticipationEnum, PhaseType } from './graphql/operations.types.js';
export { OperationsModule } from './operations.module.js';
export { DATA_STAMP, PHASE_JSON, type PhaseDetails } from './operations.repository.js';
export { OperationsService } from './operations.service.js';
export { OPERATIONS_ENTITIES } from './entities/index.js';
