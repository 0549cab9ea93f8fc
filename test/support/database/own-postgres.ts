import { mkdtemp, rm, chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { findPackage, prepareBinaries } from '../../../src/database/embedded/binaries/binaries.js';
import { prepareCluster } from '../../../src/database/embedded/cluster/cluster.js';
import { choosePlace } from '../../../src/database/embedded/cluster/place.js';
import {
  ensureOwnerAndDatabase,
  OWNER_ROLE,
  SERVING_ROLE,
  urlOf,
} from '../../../src/database/embedded/cluster/roles.js';
import { bringUp, shutDown } from '../../../src/database/embedded/server/server.js';
import { fastFolder } from '../run/fast-folder.js';
import { withClient } from './plain-client.js';

/** A PostgreSQL that a test may stop, start and freeze, always on the same port. */
export interface OwnPostgres {
  readonly ownerUrl: string;
  readonly servingUrl: string;
  /** Of the superuser, in the database of the service. */
  readonly superuserUrl: string;
  /** The folder with the files of the cluster. */
  readonly dataFolder: string;
  readonly stop: () => Promise<void>;
  readonly start: () => Promise<void>;
  /** Freezes every process of it: connections remain open, and nothing is answered. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => void;
  /** Stops it and deletes its files. */
  readonly remove: () => Promise<void>;
}

export async function makeOwnPostgres(): Promise<OwnPostgres> {
  const root = await mkdtemp(join(await fastFolder(), 'own-postgres-'));
  await chmod(root, 0o755);
  const never = new AbortController().signal;
  const quiet = (): void => undefined;
  const place = await choosePlace(root, join(root, 'shared'), quiet);
  const programs = await prepareBinaries(findPackage(), place.account, [join(root, 'shared')], quiet);
  const cluster = await prepareCluster(root, place, programs, never, quiet);
  const { port, process: first } = await bringUp(cluster, null, never);
  await ensureOwnerAndDatabase(cluster.credentials, port);
  const ownerUrl = urlOf(OWNER_ROLE, cluster.credentials.owner, port);
  let postmaster = first.pid;
  let frozen: number[] = [];
  const thaw = (): void => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    frozen = [];
  };
  return {
    ownerUrl,
    superuserUrl: urlOf('postgres', cluster.credentials.superuser, port),
    dataFolder: cluster.dataFolder,
    servingUrl: urlOf(SERVING_ROLE, cluster.credentials.serving, port),
    stop: () => shutDown(cluster),
    start: async () => {
      postmaster = (await bringUp(cluster, port, never)).process.pid;
    },
    freeze: async () => {
      await withClient(ownerUrl, async (client) => {
        process.kill(postmaster, 'SIGSTOP');
        frozen = [postmaster];
        const { rows } = await client.query<{ pid: number }>(
          'SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()',
        );
        for (const { pid } of rows) process.kill(pid, 'SIGSTOP');
        frozen.push(...rows.map(({ pid }) => pid));
      });
    },
    thaw,
    remove: async () => {
      thaw();
      await shutDown(cluster);
      await rm(root, { recursive: true, force: true });
    },
  };
}
