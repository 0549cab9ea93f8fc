export * from './domain/index.js';
export { ParticipationEnum, PhaseType } from './graphql/operations.types.js';
export { OperationsModule } from './operations.module.js';
export { DATA_STAMP, type PhaseDetails } from './operations.repository.js';
export { PHASE_COLUMNS, PHASE_JSON, PHASE_STATUS, phaseOf, type PhaseRow } from './phase-rows.js';
export { OperationsService } from './operations.service.js';
export { OPERATIONS_ENTITIES } from './entities/index.js';
export { PhaseUse } from './phase-use.js';
