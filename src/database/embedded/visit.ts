import { realpath } from 'node:fs/promises';
import { readCredentials } from './credentials.js';
import { folderExists } from './data-dir.js';
import { EmbeddedPostgres, THIS_MACHINE, type ClaimOptions, type Machine } from './embedded-postgres.js';
import { possibleClusters } from './place.js';
import { findPostmaster } from './postmaster.js';
import { SERVING_ROLE, urlOf } from './roles.js';
import { StartRefused } from './start-refused.js';

/** A way into the embedded database for a while. */
export interface Visit {
  /** Of the role that serves. */
  readonly servingUrl: string;
  /** Leaves the database as it was found: running, or stopped. */
  readonly leave: () => Promise<void>;
}

/**
 * The embedded database of a DATA_DIR for whoever only looks: the one that runs there, a service's or one that a killed
 * service left, else one that is started until they leave. None is made, and none is migrated. `machine` is for tests.
 *
 * @throws StartRefused when there is none, or it does not start
 */
export async function visitEmbedded(options: ClaimOptions, machine: Machine = THIS_MACHINE): Promise<Visit> {
  const dataDir = await realpath(options.dataDir).catch(() => options.dataDir);
  const clusters = possibleClusters(dataDir, machine.shared);
  const credentials = await readCredentials(dataDir);
  const made = await Promise.all(clusters.map((folder) => folderExists(folder)));
  if (credentials === null || !made.includes(true)) {
    throw new StartRefused(
      `There is no database in ${dataDir} (DATA_DIR). Set DATA_DIR to the folder of a service that was started before, ` +
        'or set DATABASE_URL to use another database.',
    );
  }
  for (const folder of clusters) {
    const port = (await findPostmaster(folder))?.port ?? null;
    if (port !== null) {
      return { servingUrl: urlOf(SERVING_ROLE, credentials.serving, port), leave: () => Promise.resolve() };
    }
  }
  const embedded = await EmbeddedPostgres.claim(options, machine);
  try {
    const { servingUrl } = await embedded.start();
    return { servingUrl, leave: () => embedded.stop() };
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}
