import { Module } from '@nestjs/common';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import { createLogger, PINO } from './logger.js';
import { NestLogger } from './nest-logger.js';
import { readableLines } from './readable-lines.js';

/** Provides the logger of the service. */
@Module({
  providers: [
    {
      provide: PINO,
      inject: [CONFIG],
      useFactory: ({ logLevel, demo }: Config) =>
        createLogger(logLevel, demo && process.stdout.isTTY ? readableLines() : undefined),
    },
    NestLogger,
  ],
  exports: [PINO, NestLogger],
})
export class LoggingModule {}
