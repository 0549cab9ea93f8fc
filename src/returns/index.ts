export * from './domain/index.js';
export { QualifierEnum, StateEnum } from './graphql/returns.enums.js';
export { ReturnsModule } from './returns.module.js';
export { ReturnsService, type Submission } from './returns.service.js';
export { RETURNS_ENTITIES } from './entities/index.js';
