import { Module, type DynamicModule, type INestApplicationContext, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { readConfig, type Config } from '../config/config.js';
import { Database, StartRefused, visitEmbedded } from '../database/index.js';

/** The application with what a command works with, neither of which listens. */
@Module({})
class VisitModule {
  static forRoot(config: Config, more: Type): DynamicModule {
    return { module: VisitModule, imports: [AppModule.forRoot(config), more] };
  }
}

/** A command that works on the database that the service uses, while the service runs or not. */
interface Visit<T> {
  /** The module that it works with, beside the application. */
  readonly module: Type;
  /** Tells the person at the console what is waited for. */
  readonly say: (line: string) => void;
  /** @param goOn throws once the command was told to stop */
  readonly work: (app: INestApplicationContext, goOn: () => void) => Promise<T>;
}

/**
 * Opens the database that the service uses, works, and leaves the database as it was. A signal asks for the end, which
 * comes when the work asks whether to go on; npm hands the same signal on again.
 *
 * @throws StartRefused when it was told to stop before the end
 */
export async function visitApplication<T>({ module, say, work }: Visit<T>): Promise<T> {
  const told = { toStop: false };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => (told.toStop = true));
  }
  const goOn = (): void => {
    if (told.toStop) {
      throw new StartRefused('Stopped before the end: not everything was verified.');
    }
  };
  const config = readConfig();
  const { database, demo } = config;
  const visit = database.kind === 'embedded' ? await visitEmbedded({ dataDir: database.dataDir, say }) : null;
  const servingUrl = database.kind === 'embedded' ? (visit?.servingUrl ?? '') : database.servingUrl;
  try {
    goOn();
    const app = await NestFactory.createApplicationContext(VisitModule.forRoot(config, module), {
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
    await visit?.leave();
  }
}
