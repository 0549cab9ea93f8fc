import { Module } from '@nestjs/common';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { createLogger, PINO } from './logger.js';
import { NestLogger } from './nest-logger.js';

/** The service's one logger. */
@Module({
  providers: [
    { provide: PINO, inject: [CONFIG], useFactory: (config: Config) => createLogger(config.logLevel) },
    NestLogger,
  ],
  exports: [PINO, NestLogger],
})
export class LoggingModule {}
