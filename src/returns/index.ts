export * from './domain/index.js';
export { CellType } from './reading/cell.types.js';
export { QualifierEnum, ReturnStatusEnum } from './shared/returns.enums.js';
export { ReturnsModule } from './returns.module.js';
export { LifecycleService } from './lifecycle/lifecycle.service.js';
export { ReturnsService } from './reading/returns.service.js';
export { SubmissionsService } from './submission/submissions.service.js';
export type { Submission } from './submission/submission.js';
export { RETURNS_ENTITIES } from './entities/index.js';
