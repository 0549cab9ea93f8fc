import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { configureApp, httpAdapter } from './configure-app.js';
import {
  DataChanges,
  Database,
  DatabaseMonitor,
  EmbeddedPostgres,
  migrate,
  StartupError,
  type DatabaseUrls,
} from './database/index.js';
import { DemoReleases, DemoService } from './demo/index.js';
import { DictionaryService } from './dictionary/index.js';
import { OperationsService } from './operations/index.js';
import { Connections, drain, Readiness, RunningRequests, startTracing, type StopTracing } from './platform/index.js';

/** The message for an address that the service cannot listen on. */
function addressRefused(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is already in use. Stop the program that uses it, or set PORT to another port: PORT=0 npm start uses any free one.`;
    case 'EACCES':
      return `This user may not use port ${port} on ${host}. Set PORT to 1024 or higher.`;
    default:
      return `The service cannot listen on ${host}, port ${port} (${String(code)}). Check HOST and PORT.`;
  }
}

/**
 * Starts and stops the whole service. It listens before the database is ready, so that health probes are answered in
 * the meantime; other requests then get SERVICE_UNAVAILABLE.
 */
export class Service {
  private embedded: EmbeddedPostgres | null = null;
  private app: NestExpressApplication | null = null;
  private connections: Connections | null = null;
  private stopTracing: StopTracing | null = null;
  private stopping: Promise<void> | null = null;

  /** @param say writes a line to the console */
  constructor(
    private readonly config: Config,
    private readonly say: (line: string) => void,
  ) {}

  /**
   * Starts the service; resolves when it is ready.
   *
   * @returns the address of the service
   * @throws StartupError if it cannot start, with a message for the console; everything already started is stopped
   *   again
   */
  async start(): Promise<string> {
    try {
      return await this.comeUp();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** The folder of the embedded database; null if there is none. */
  get dataFolder(): string | null {
    return this.embedded?.folder ?? null;
  }

  /** Waits some seconds for requests under way, then stops the application and the embedded database. */
  async stop(): Promise<void> {
    this.stopping ??= this.goDown();
    return this.stopping;
  }

  private async comeUp(): Promise<string> {
    const { database } = this.config;
    if (database.kind === 'embedded') {
      this.embedded = await EmbeddedPostgres.claim({ dataDir: database.dataDir, say: this.say });
    }
    this.stopTracing = await startTracing(this.config.tracing);
    const app = await NestFactory.create<NestExpressApplication>(AppModule.forRoot(this.config), httpAdapter(), {
      bodyParser: false,
      bufferLogs: true,
      abortOnError: false,
    });
    this.app = app;
    configureApp(app, this.config);
    this.connections = new Connections(
      app.getHttpServer(),
      this.config.limits.maxConnections,
      this.config.requestTimeoutMs,
    );
    const url = await this.listen(app);
    this.say(`Listening on ${url}. Requests are answered when the database is ready.`);
    const urls = this.embedded === null ? null : await this.embedded.start();
    await this.prepareDatabase(app, urls);
    // A service that is stopped while it starts must not become ready.
    if (this.stopping !== null) throw new StartupError('The service was stopped before it was ready.');
    app.get(Readiness).ready();
    return url;
  }

  private async listen(app: NestExpressApplication): Promise<string> {
    const { port, host } = this.config;
    await app.init();
    const server = app.getHttpServer();
    // Not through Nest, which would log an error in addition to our message.
    const listening = once(server, 'listening');
    server.listen(port, host);
    try {
      await listening;
    } catch (error) {
      throw new StartupError(addressRefused(error, host, port));
    }
    const address = app.getHttpServer().address() as AddressInfo;
    return `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  }

  private async prepareDatabase(app: NestExpressApplication, urls: DatabaseUrls | null): Promise<void> {
    const { database, demo } = this.config;
    const servingUrl = urls?.servingUrl ?? (database.kind === 'external' ? database.servingUrl : '');
    const ownerUrl = urls?.ownerUrl ?? (database.kind === 'external' ? database.ownerUrl : undefined);
    if (database.kind === 'external') {
      this.say('Connecting to the database.');
    }
    if (ownerUrl !== undefined) {
      const done = await migrate({ ownerUrl, servingUrl, demo, tell: this.say });
      this.say(done.length === 0 ? 'The database is up to date.' : `The database was migrated: ${done.length} steps.`);
    }
    await app.get(Database).connect(servingUrl, demo);
    const { embedded } = this;
    const assertFiles = embedded === null ? null : (): Promise<void> => embedded.assertFiles();
    app.get(DatabaseMonitor).start({ servingUrl, assertFiles });
    app.get(DataChanges).listen(servingUrl);
    await app.get(DictionaryService).loadReferenceData();
    await app.get(OperationsService).loadReferenceData(demo);
    if (demo) {
      await this.prepareDemo(app.get(DemoService), app.get(DemoReleases));
    } else {
      this.say(
        'Not in demo mode: there are no demo identities. Add identities in the database; the coordinator then creates and opens phases.',
      );
    }
  }

  private async prepareDemo(demo: DemoService, releases: DemoReleases): Promise<void> {
    this.say(`${await demo.loadIdentities()} demo identities are ready.`);
    if (this.config.loadRecord) {
      const { versions, added } = await demo.loadRecord();
      this.say(
        `The published figures are loaded: ${versions} versions of returns, ${added || 'none'} of them added now.`,
      );
      this.say(`Released phases: ${await releases.load()}.`);
    }
  }

  private async goDown(): Promise<void> {
    if (this.app !== null) {
      this.app.get(Readiness).goingDown();
      this.connections?.closeWhenIdle();
      await drain(this.app.getHttpServer(), this.app.get(RunningRequests));
      await this.app.close();
    }
    await this.stopTracing?.();
    await this.embedded?.stop();
  }
}
