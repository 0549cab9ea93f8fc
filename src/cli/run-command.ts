import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { ProgramRefused } from '../common/errors.js';
import type { Config } from '../config/config.js';
import { Database, accessEmbedded } from '../database/index.js';
import type { Terminal } from '../platform/console/index.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The application, which does not listen here, with the module of a command. */
@Module({})
class CommandModule {
  static forRoot(config: Config, more: Type): DynamicModule {
    return { module: CommandModule, imports: [AppModule.forRoot(config), more] };
  }
}

/** Where a command writes to, and the settings that it is run with. */
export interface Surroundings {
  readonly terminal: Terminal;
  readonly config: Config;
}

/** A command that works on the database of the service, whether the service is running or not. */
interface Command<T> {
  readonly config: Config;
  /** The module of the command, in addition to the application. */
  readonly module: Type;
  /** Writes a line to the console. */
  readonly say: (line: string) => void;
  /** @param goOn throws if the command has been stopped by a signal */
  readonly work: (app: INestApplicationContext, goOn: () => void) => Promise<T>;
}

/**
 * Opens the database of the service, runs the work, and leaves the database as it was. A signal does not end the work
 * at once: `goOn` throws when the work calls it next. (npm passes the same signal on a second time.)
 *
 * @throws ProgramRefused if it was stopped before the end
 */
export async function runCommand<T>(command: Command<T>): Promise<T> {
  let isStopped = false;
  const stop = (): void => void (isStopped = true);
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await runUntil(command, () => {
      if (isStopped) throw new ProgramRefused('Stopped before the end: not everything was checked.');
    });
  } finally {
    for (const signal of SIGNALS) process.off(signal, stop);
  }
}

async function runUntil<T>({ module, say, work, config }: Command<T>, goOn: () => void): Promise<T> {
  const { database, demo } = config;
  const access = database.kind === 'embedded' ? await accessEmbedded({ dataDir: database.dataDir, say }) : null;
  const servingUrl = database.kind === 'embedded' ? (access?.servingUrl ?? '') : database.servingUrl;
  try {
    goOn();
    const app = await NestFactory.createApplicationContext(CommandModule.forRoot(config, module), {
      logger: false,
      abortOnError: false,
    });
    try {
      await app.get(Database).connect(servingUrl, demo);
      return await work(app, goOn);
    } finally {
      await app.close();
    }
  } finally {
    await access?.release();
  }
}
