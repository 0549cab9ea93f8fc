import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';
import { PINO } from './logger.js';

/** Writes Nest's own log lines with the service's logger. */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  /** Nest logs every module and route, which is useful for debugging only. */
  log(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  error(message: unknown, ...more: unknown[]): void {
    this.write('error', message, more);
  }

  warn(message: unknown, ...more: unknown[]): void {
    this.write('warn', message, more);
  }

  debug(message: unknown, ...more: unknown[]): void {
    this.write('debug', message, more);
  }

  verbose(message: unknown, ...more: unknown[]): void {
    this.write('trace', message, more);
  }

  fatal(message: unknown, ...more: unknown[]): void {
    this.write('fatal', message, more);
  }

  /** Nest passes the name of the context as the last parameter and, for an error, the stack before it. */
  private write(level: Level, message: unknown, more: unknown[]): void {
    const texts = more.filter((text) => typeof text === 'string');
    const context = texts.pop();
    const [stack] = texts;
    if (message instanceof Error) this.logger[level]({ context, err: message });
    else this.logger[level]({ context, stack }, String(message));
  }
}
