import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** An error of PostgreSQL that ends the whole server, as it is sent: the fields severity, SQLSTATE and message. */
function panic(): Buffer {
  const fields = Buffer.from('SPANIC\0VPANIC\0C53100\0Mcould not write to file "pg_wal/xlogtemp.1"\0\0');
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}

/** A server before another one that passes everything on, but answers a COMMIT with a PANIC and then ends. */
export async function startPanicking(url: string): Promise<{ readonly url: string; readonly stop: () => void }> {
  const { port, hostname } = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    for (const socket of [client, behind]) sockets.add(socket.on('error', () => undefined));
    behind.pipe(client);
    client.on('data', (sent: Buffer) => {
      // The text of a statement ends with a 0.
      if (!sent.includes('COMMIT\0')) {
        behind.write(sent);
        return;
      }
      behind.unpipe(client);
      behind.destroy();
      client.end(panic());
    });
    client.on('close', () => behind.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const before = new URL(url);
  before.port = String((server.address() as AddressInfo).port);
  return {
    url: before.href,
    stop: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
