export * from './domain/index.js';
export { FigureEntity, ResultEntity } from './entities/figure.entity.js';
export {
  IdempotencyKeyEntity,
  ReturnEntity,
  ReturnVersionEntity,
  VersionStateEntity,
} from './entities/return.entity.js';
export { QualifierEnum, StateEnum } from './graphql/returns.enums.js';
export { ReturnsModule } from './returns.module.js';
export { ReturnsService, type Submission } from './returns.service.js';
