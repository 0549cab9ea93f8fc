import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import type { Config } from './config/config.js';
import { configureApp, httpAdapter } from './configure-app.js';
import { DataChanges, Database, EmbeddedPostgres, migrate, StartRefused, type DatabaseUrls } from './database/index.js';
import { DemoService } from './demo/index.js';
import { DictionaryService } from './dictionary/index.js';
import { OperationsService } from './operations/index.js';
import { Connections, drain, Readiness, RequestsUnderWay, startTracing, type StopTracing } from './platform/index.js';

/** Why an address could not be listened on, and what to do. */
function addressRefused(error: unknown, host: string, port: number): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return `Port ${port} on ${host} is taken. Stop what uses it, or set PORT to another one: PORT=0 npm start takes any that is free.`;
    case 'EACCES':
      return `Port ${port} on ${host} may not be used by this user. Set PORT to one from 1024 on.`;
    default:
      return `The service cannot listen on ${host}, port ${port} (${String(code)}). Check HOST and PORT.`;
  }
}

/**
 * The whole service, from nothing to ready and back. It listens from early on, so that probes are answered while the
 * database comes up; requests before that are told SERVICE_UNAVAILABLE.
 */
export class Service {
  private embedded: EmbeddedPostgres | null = null;
  private app: NestExpressApplication | null = null;
  private connections: Connections | null = null;
  private stopTracing: StopTracing | null = null;
  private stopping: Promise<void> | null = null;

  /** @param say tells the person at the console, a line at a time */
  constructor(
    private readonly config: Config,
    private readonly say: (line: string) => void,
  ) {}

  /**
   * Comes up; resolves when the service is ready.
   *
   * @returns the address that it serves
   * @throws StartRefused when it cannot, with words for the person at the console; everything begun is ended again
   */
  async start(): Promise<string> {
    try {
      return await this.comeUp();
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  /** Where the embedded database keeps its data; null: there is none. */
  get dataFolder(): string | null {
    return this.embedded?.folder ?? null;
  }

  /** Finishes what is under way, for some seconds, then stops the application and the embedded database. */
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
    this.connections = new Connections(app.getHttpServer());
    const url = await this.listen(app);
    this.say(`Listening on ${url}; requests are answered once the database is up.`);
    const urls = this.embedded === null ? null : await this.embedded.start();
    await this.prepareDatabase(app, urls);
    // A start that was told to stop meanwhile is not ready, for nobody.
    if (this.stopping !== null) throw new StartRefused('The service was told to stop before it was ready.');
    app.get(Readiness).ready();
    return url;
  }

  private async listen(app: NestExpressApplication): Promise<string> {
    const { port, host } = this.config;
    await app.init();
    const server = app.getHttpServer();
    // Not through Nest, which would log an error of its own beside the words.
    const listening = once(server, 'listening');
    server.listen(port, host);
    try {
      await listening;
    } catch (error) {
      throw new StartRefused(addressRefused(error, host, port));
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
      const done = await migrate({ ownerUrl, servingUrl, demo });
      this.say(done.length === 0 ? 'The database is up to date.' : `The database was migrated: ${done.length} steps.`);
    }
    await app.get(Database).connect(servingUrl, demo);
    app.get(DataChanges).listen(servingUrl);
    await app.get(DictionaryService).loadReferenceData();
    await app.get(OperationsService).loadReferenceData(demo);
    if (demo) {
      await this.prepareDemo(app.get(DemoService));
    } else {
      this.say(
        'Not a demo: the coordinator makes and opens phases here; identities are made by whoever runs the database until they can be made here.',
      );
    }
  }

  private async prepareDemo(demo: DemoService): Promise<void> {
    this.say(`${await demo.loadIdentities()} demo identities are in.`);
    if (this.config.loadRecord) {
      const { versions, added } = await demo.loadRecord();
      this.say(`The published record is in: ${versions} versions of returns, ${added || 'none'} of them new.`);
    }
  }

  private async goDown(): Promise<void> {
    if (this.app !== null) {
      this.app.get(Readiness).goingDown();
      this.connections?.closeSilent();
      await drain(this.app.getHttpServer(), this.app.get(RequestsUnderWay));
      await this.app.close();
    }
    await this.stopTracing?.();
    await this.embedded?.stop();
  }
}
