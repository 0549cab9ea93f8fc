export { PINO } from './logger.js';
export { LoggingModule } from './logging.module.js';
export { NestLogger } from './nest-logger.js';
export { requestLogging } from './request-logging.js';
