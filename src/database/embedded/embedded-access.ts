import { realpath } from 'node:fs/promises';
import { readCredentials } from './cluster/credentials.js';
import { folderExists } from './cluster/data-dir.js';
import { EmbeddedPostgres, THIS_MACHINE, type ClaimOptions, type Machine } from './embedded-postgres.js';
import { possibleClusters } from './cluster/place.js';
import { findPostmaster } from './server/postmaster.js';
import { SERVING_ROLE, urlOf } from './cluster/roles.js';
import { StartupError } from './startup-error.js';

/** Temporary access to the embedded database. */
export interface EmbeddedAccess {
  /** The URL with the serving role. */
  readonly servingUrl: string;
  /** Leaves the database as it was found: running, or stopped. */
  readonly release: () => Promise<void>;
}

/**
 * Gives a command access to the embedded database of a DATA_DIR. It uses a running server, of a service or left by a
 * killed one; otherwise it starts one and stops it again afterwards. It never creates or migrates a database. `machine`
 * is for tests.
 *
 * @throws StartupError if there is no database, or it does not start
 */
export async function accessEmbedded(options: ClaimOptions, machine: Machine = THIS_MACHINE): Promise<EmbeddedAccess> {
  const dataDir = await realpath(options.dataDir).catch(() => options.dataDir);
  const clusters = possibleClusters(dataDir, machine.shared);
  const credentials = await readCredentials(dataDir);
  const made = await Promise.all(clusters.map((folder) => folderExists(folder)));
  if (credentials === null || !made.includes(true)) {
    throw new StartupError(
      `There is no database in ${dataDir} (DATA_DIR). Set DATA_DIR to the folder of a service that was started before, ` +
        'or set DATABASE_URL to use another database.',
    );
  }
  for (const folder of clusters) {
    const port = (await findPostmaster(folder))?.port ?? null;
    if (port !== null) {
      return { servingUrl: urlOf(SERVING_ROLE, credentials.serving, port), release: () => Promise.resolve() };
    }
  }
  const embedded = await EmbeddedPostgres.claim(options, machine);
  try {
    const { servingUrl } = await embedded.start();
    return { servingUrl, release: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
