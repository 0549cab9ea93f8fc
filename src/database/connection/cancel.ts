import pg from 'pg';

/** How long PostgreSQL may take to accept a cancellation, in milliseconds; a statement has its own limit besides. */
const PATIENCE_MS = 2_000;

/** Methods of pg's connections that its types lack. */
interface Canceller {
  connect(portOrPath: number | string, host?: string): void;
  cancel(processId: number, secretKey: number): void;
}

/** The key that PostgreSQL gave a client when it connected; it is needed to cancel a statement of this client. */
interface Keyed {
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * Asks PostgreSQL to cancel the statement on a client's connection, with its cancel protocol, over a separate
 * connection that needs no log-in and no free place. There is no reply that says whether the request came in time.
 */
export function cancelRunning(client: pg.Client): void {
  const connection = new pg.Connection() as pg.Connection & Canceller;
  const { processID, secretKey } = client as pg.Client & Keyed;
  const { stream } = connection;
  const timer = setTimeout(() => stream.destroy(), PATIENCE_MS);
  connection
    .on('connect', () => connection.cancel(processID, secretKey))
    // If the server cannot be reached, the statement's own time limit ends it.
    .on('error', () => stream.destroy())
    .on('end', () => clearTimeout(timer));
  if (client.host.startsWith('/')) connection.connect(`${client.host}/.s.PGSQL.${client.port}`);
  else connection.connect(client.port, client.host);
}
