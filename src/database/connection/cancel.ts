import pg from 'pg';

/** How long PostgreSQL may take to accept a cancellation, in milliseconds; a statement has its own limit besides. */
const PATIENCE_MS = 2_000;

/** What pg's connections can do and its types do not tell. */
interface Canceller {
  connect(portOrPath: number | string, host?: string): void;
  cancel(processId: number, secretKey: number): void;
}

/** What PostgreSQL gave a client when it connected: the only thing that lets it cancel, and by nobody else's id. */
interface Keyed {
  readonly processID: number;
  readonly secretKey: number;
}

/**
 * Asks PostgreSQL to cancel what runs on a client's connection, by its cancel protocol: over a connection of its own,
 * which needs no log-in and no free place. It is a request: nothing tells whether it came in time.
 */
export function cancelRunning(client: pg.Client): void {
  const connection = new pg.Connection() as pg.Connection & Canceller;
  const { processID, secretKey } = client as pg.Client & Keyed;
  const { stream } = connection;
  const timer = setTimeout(() => stream.destroy(), PATIENCE_MS);
  connection
    .on('connect', () => connection.cancel(processID, secretKey))
    // A server that cannot be reached runs nothing for us for longer than the statement's own limit.
    .on('error', () => stream.destroy())
    .on('end', () => clearTimeout(timer));
  if (client.host.startsWith('/')) connection.connect(`${client.host}/.s.PGSQL.${client.port}`);
  else connection.connect(client.port, client.host);
}
