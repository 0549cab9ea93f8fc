import { chmod, chown, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { composeService } from './compose.js';
import { mustRun, ordinaryUser, run } from './run.js';

/** A PostgreSQL of the suite's own, made as the image of docker/compose.yml makes it. */
export interface PostgresqlServer {
  /** Its address, in the form of docker/make-secrets.sh and compose.external.yml. */
  readonly address: { readonly DATABASE_HOST: string; readonly DATABASE_PORT: string };
  /** Its self-signed TLS certificate. */
  readonly certificate: string;
  /** A PATH with PostgreSQL's programs, and the server's address. */
  readonly env: Readonly<Record<string, string>>;
  /** Runs docker/postgres/roles.sh with the secrets in this folder, as the superuser; by default as in compose.yml. */
  readonly makeRoles: (secretsDir: string, on?: 'its own server' | 'a shared server') => ReturnType<typeof run>;
  /** Runs SQL as the superuser in a database; returns its rows, without headings. */
  readonly sql: (database: string, statement: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** "nobody", because initdb rejects root and an id without a user name. */
const POSTGRES_USER = 65_534;

/** @throws Error if PostgreSQL's programs are not installed */
export async function startPostgresql(folder: string): Promise<PostgresqlServer> {
  const bin = process.env['POSTGRESQL_BIN'];
  if (bin === undefined) {
    throw new Error(
      "PostgreSQL's programs, initdb and pg_dump among them, are neither on the PATH nor where Debian has them.",
    );
  }
  const uid = ordinaryUser(POSTGRES_USER);
  const [home, data] = [join(folder, 'postgresql'), join(folder, 'postgresql', 'data')];
  const port = await freePort();
  const env = { PATH: `${bin}:/usr/bin:/bin`, LC_ALL: 'C', PGHOST: '127.0.0.1', PGPORT: String(port) };
  const as = { cwd: home, env, uid };
  // Not a private folder, because the client may be another user.
  await mkdir(home, { mode: 0o755 });
  if (uid !== undefined) {
    await chown(home, uid, uid);
  }
  // The image trusts everybody on the socket and asks everybody else for a password.
  await mustRun(
    [
      'initdb',
      '-D',
      data,
      '--username=postgres',
      '-E',
      'UTF8',
      '--auth-local=trust',
      '--auth-host=scram-sha-256',
      '--no-sync',
    ],
    as,
  );
  const [certificate, key] = [join(home, 'certificate.pem'), join(home, 'key.pem')];
  await makeCertificate(certificate, key);
  if (uid !== undefined) {
    await chown(key, uid, uid);
  }
  const tls = `-c ssl=on -c ssl_cert_file=${certificate} -c ssl_key_file=${key}`;
  const options = `-p ${String(port)} -k ${home} -c listen_addresses=127.0.0.1 ${tls}`;
  await mustRun(['pg_ctl', '-D', data, '-l', join(home, 'log'), '-w', '-o', options, 'start'], as);
  const socket = { ...env, PGHOST: home };
  return {
    address: { DATABASE_HOST: '127.0.0.1', DATABASE_PORT: String(port) },
    certificate,
    env,
    makeRoles: (secretsDir, on = 'its own server') => {
      const own = String(composeService('postgres').environment?.['SERVER_OF_ITS_OWN']);
      const settings = on === 'its own server' ? { SERVER_OF_ITS_OWN: own } : {};
      return run(['sh', 'docker/postgres/roles.sh'], { env: { ...socket, SECRETS_DIR: secretsDir, ...settings } });
    },
    sql: async (database, statement) =>
      (
        await mustRun(['psql', '-X', '-A', '-t', '-q', '-U', 'postgres', '-d', database, '-c', statement], {
          env: socket,
        })
      ).trim(),
    stop: async () => {
      await mustRun(['pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop'], as);
    },
  };
}

/** A self-signed certificate for 127.0.0.1, in these two files. */
export async function makeCertificate(certificate: string, key: string): Promise<void> {
  const about = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-days', '2'];
  const files = ['-out', certificate, '-keyout', key];
  await mustRun(['openssl', 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...about, ...files]);
  await chmod(key, 0o600);
}

/** A free port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs docker/make-secrets.sh with these variables; returns its output. */
export async function makeSecrets(folder: string, variables: Readonly<Record<string, string>> = {}): Promise<string> {
  return mustRun(['sh', 'docker/make-secrets.sh', folder], { env: { PATH: '/usr/bin:/bin', ...variables } });
}
