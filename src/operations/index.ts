export * from './domain/index.js';
export { ParticipationEnum, PhaseType } from './operations/operations.types.js';
export { OperationsModule } from './operations.module.js';
export { dataStamp, type PhaseDetails } from './operations/operations.repository.js';
export { phaseColumns, phaseJson, phaseOf, phaseStatus, type PhaseRow } from './phases/phase-rows.js';
export { OperationsService } from './operations/operations.service.js';
export { OPERATIONS_ENTITIES } from './entities/index.js';
export { PhaseUsage } from './phases/phase-usage.js';
