export * from './domain/index.js';
export { ParticipationEnum, PhaseType } from './reading/operations.types.js';
export { OperationsModule } from './operations.module.js';
export { dataStamp, type PhaseDetails } from './reading/operations.repository.js';
export { phaseColumns, phaseJson, phaseOf, phaseStatus, type PhaseRow } from './phases/phase-rows.js';
export { OperationsService } from './reading/operations.service.js';
export { OPERATIONS_ENTITIES } from './entities/index.js';
export { PhaseUsage } from './phases/phase-usage.js';
