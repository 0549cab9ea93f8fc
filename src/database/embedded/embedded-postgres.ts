import { access } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findPackage, prepareBinaries } from './binaries/binaries.js';
import { CLAIM_FILE, claimFolder, type Claim } from './ownership/claim.js';
import { prepareCluster, type Cluster } from './cluster/cluster.js';
import { openDataDir } from './cluster/data-dir.js';
import { choosePlace, possibleClusters } from './cluster/place.js';
import { endProcess, findPostmaster } from './server/postmaster.js';
import { OWNER_ROLE, SERVING_ROLE, ensureOwnerAndDatabase, urlOf } from './cluster/roles.js';
import { bringUp, shutDown } from './server/server.js';
import { StartupError, codeOf, refusalFrom, refusing } from './startup-error.js';
import { Supervisor } from './server/supervisor.js';

/** A file of the cluster that PostgreSQL never replaces. */
const CONTROL_FILE = join('global', 'pg_control');

/** The URLs of the database: with the owner, to migrate, and with the serving role. */
export interface DatabaseUrls {
  readonly ownerUrl: string;
  readonly servingUrl: string;
}

/** The folder for all data, and a function that writes lines to the console. */
export interface ClaimOptions {
  readonly dataDir: string;
  readonly say: (line: string) => void;
}

/** Things outside DATA_DIR, which tests replace. */
export interface Machine {
  readonly packageFolder: () => string;
  /** The folder for the database if the service runs as root and PostgreSQL's user cannot enter DATA_DIR. */
  readonly shared: string;
  /** The folder for a copy of the programs if it cannot be in `shared`. */
  readonly temporary: string;
}

/** The values outside tests. */
export const THIS_MACHINE: Machine = {
  packageFolder: findPackage,
  shared: '/var/lib/operation-scorpion',
  temporary: join(tmpdir(), 'operation-scorpion'),
};

/**
 * A real PostgreSQL that belongs to this service, with its files in one folder. Call `claim`, then `start`, then
 * `stop`.
 */
export class EmbeddedPostgres {
  readonly #abort = new AbortController();
  #starting: Promise<DatabaseUrls> | null = null;
  #stopping: Promise<void> | null = null;
  #cluster: Cluster | null = null;
  #supervisor: Supervisor | null = null;
  #isDeleted = false;

  private constructor(
    private readonly dataDir: string,
    private readonly say: (line: string) => void,
    private readonly machine: Machine,
    private readonly claim: Claim,
  ) {}

  /**
   * Claims DATA_DIR with the file `server.pid`. `machine` is for tests.
   * @throws StartupError if another process uses DATA_DIR, or it cannot be used
   */
  static async claim(options: ClaimOptions, machine: Machine = THIS_MACHINE): Promise<EmbeddedPostgres> {
    const dataDir = await openDataDir(options.dataDir);
    const claim = await refusing(`write in ${dataDir} (DATA_DIR)`, () =>
      claimFolder(dataDir, () => refuseUnderDatabase(dataDir, machine.shared)),
    );
    return new EmbeddedPostgres(dataDir, options.say, machine, claim);
  }

  /**
   * Creates the database at the first start, and starts it; one left running by a killed service is used as it is. If
   * it stops unexpectedly later, it is started again on the same port.
   * @throws StartupError with what to do; the claim remains until `stop`
   */
  start(): Promise<DatabaseUrls> {
    this.#starting ??= this.#start().catch((error: unknown) => {
      throw refusalFrom(error, 'start the embedded PostgreSQL');
    });
    return this.#starting;
  }

  /**
   * Stops the database and releases DATA_DIR, within about ten seconds. It cancels a start under way. Further calls
   * wait for the first.
   */
  stop(): Promise<void> {
    this.#stopping ??= refusing(`stop the database in ${this.dataDir}`, () => this.#stop());
    return this.#stopping;
  }

  /**
   * The folder with the data: DATA_DIR, or the shared folder if PostgreSQL's user cannot enter DATA_DIR; null if the
   * stop found it deleted.
   */
  get folder(): string | null {
    return this.#isDeleted ? null : (this.#cluster?.folder ?? this.dataDir);
  }

  /**
   * Checks that DATA_DIR and the database in it still exist and belong to this service. Otherwise commits are lost.
   *
   * @throws StartupError if they do not
   */
  async assertFiles(): Promise<void> {
    const isThere = this.#cluster === null || (await exists(join(this.#cluster.dataFolder, CONTROL_FILE)));
    if (isThere && (await this.claim.isValid())) return;
    throw new StartupError(
      `${this.dataDir} (DATA_DIR) was deleted or is used by another service, so nothing can be stored. Restart this service.`,
    );
  }

  async #start(): Promise<DatabaseUrls> {
    if (this.#stopping !== null)
      throw new StartupError('The embedded PostgreSQL was stopped and cannot be started again by this process.');
    const { dataDir, machine, say } = this;
    say(`Starting the database in ${dataDir}.`);
    const place = await choosePlace(dataDir, machine.shared, say);
    const copyTo = [machine.shared, machine.temporary];
    const binaries = await prepareBinaries(machine.packageFolder(), place.account, copyTo, say);
    this.#cluster = await prepareCluster(dataDir, place, binaries, this.#abort.signal, say);
    const server = await bringUp(this.#cluster, null, this.#abort.signal);
    say(
      server.adopted
        ? 'The database was still running after an earlier service was killed. The service uses it.'
        : `The database has started (PostgreSQL ${binaries.major}, process ${String(server.process.pid)}).`,
    );
    const { credentials } = this.#cluster;
    await ensureOwnerAndDatabase(credentials, server.port);
    this.#supervisor = new Supervisor(this.#cluster, server, () => this.claim.isValid(), say);
    return {
      ownerUrl: urlOf(OWNER_ROLE, credentials.owner, server.port),
      servingUrl: urlOf(SERVING_ROLE, credentials.serving, server.port),
    };
  }

  async #stop(): Promise<void> {
    this.#abort.abort();
    try {
      // The error of a failed start is thrown by `start`.
      await this.#starting?.catch(() => undefined);
      await this.#supervisor?.end();
      if (await this.claim.isValid()) {
        if (this.#cluster !== null) await shutDown(this.#cluster);
      } else {
        this.#isDeleted = true;
        if (this.#supervisor !== null) await endProcess(this.#supervisor.server.process);
      }
    } finally {
      await this.claim.release();
    }
  }
}

/** Whether a file exists. @throws the error of a system that cannot tell */
async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

/** If a database is running under a damaged claim, a service may be using it, so a person must decide. */
export async function refuseUnderDatabase(dataDir: string, shared: string): Promise<void> {
  for (const folder of possibleClusters(dataDir, shared)) {
    const server = await findPostmaster(folder);
    if (server === null) continue;
    const pid = String(server.process.pid);
    throw new StartupError(
      `${join(dataDir, CLAIM_FILE)} is damaged, and a database (process ${pid}) is running on ${folder}, perhaps for another ` +
        `service. If no service uses it, stop it (kill ${pid}) and start again.`,
    );
  }
}
