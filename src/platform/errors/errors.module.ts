import { Module } from '@nestjs/common';
import { LoggingModule } from '../logging/index.js';
import { ErrorFilter } from './error.filter.js';
import { ErrorReporter } from './error-reporter.js';

/** What callers are told of errors, and where those are logged. */
@Module({ imports: [LoggingModule], providers: [ErrorReporter, ErrorFilter], exports: [ErrorReporter, ErrorFilter] })
export class ErrorsModule {}
