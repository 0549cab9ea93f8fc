export * from './domain/index.js';
export { QualifierEnum, ReturnStatusEnum, StateEnum } from './graphql/returns.enums.js';
export { LAST_ENDING } from './last-ending.js';
export { ReturnsModule } from './returns.module.js';
export { LifecycleService } from './lifecycle.service.js';
export { ReturnsService } from './returns.service.js';
export { SubmissionsService } from './submissions.service.js';
export type { Submission } from './submission.js';
export { RETURNS_ENTITIES } from './entities/index.js';
