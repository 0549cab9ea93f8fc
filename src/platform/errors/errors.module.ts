import { Module } from '@nestjs/common';
import { LoggingModule } from '../logging/index.js';
import { ErrorFilter } from './error.filter.js';
import { ErrorReporter } from './error-reporter.js';

/** How errors are shown to callers, and logged. */
@Module({ imports: [LoggingModule], providers: [ErrorReporter, ErrorFilter], exports: [ErrorReporter, ErrorFilter] })
export class ErrorsModule {}
