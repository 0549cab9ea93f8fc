import { Inject, Injectable, type LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';
import { PINO } from './logger.js';

/** What Nest itself logs, as lines of the service's logger. */
@Injectable()
export class NestLogger implements LoggerService {
  constructor(@Inject(PINO) private readonly logger: Logger) {}

  /** Nest tells of every module and route that it wires: of use to whoever looks for a fault, and to nobody else. */
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

  /** Nest gives the name of who logs as the last parameter, and before it, with an error, the stack as a text. */
  private write(level: Level, message: unknown, more: unknown[]): void {
    const texts = more.filter((text) => typeof text === 'string');
    const context = texts.pop();
    const [stack] = texts;
    if (message instanceof Error) this.logger[level]({ context, err: message });
    else this.logger[level]({ context, stack }, String(message));
  }
}
