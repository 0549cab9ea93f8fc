import { EventEmitter, once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The code of a CancelRequest in PostgreSQL's protocol, after four bytes of length. */
const CANCEL_REQUEST = 80_877_102;

/** A proxy for PostgreSQL that delays cancellations until a test releases them. */
export interface CancellationProxy {
  /** The database's URL through this proxy. */
  readonly url: string;
  /** Resolves with the next cancellation that is sent; call it to send it on, and await that it was accepted. */
  readonly next: () => Promise<() => Promise<void>>;
  readonly stop: () => Promise<void>;
}

export async function delayCancellations(url: string): Promise<CancellationProxy> {
  const target = new URL(url);
  const sent = new EventEmitter();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    sockets.add(client.on('error', () => undefined));
    client.once('data', (first) => {
      const join = (): Socket => {
        const onward = connect(Number(target.port), target.hostname);
        sockets.add(onward.on('error', () => client.destroy()));
        onward.write(first);
        client.pipe(onward).pipe(client);
        return onward;
      };
      if (first.readInt32BE(4) === CANCEL_REQUEST) sent.emit('cancellation', () => once(join(), 'close'));
      else join();
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const by = new URL(url);
  by.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: by.href,
    next: async () => {
      const [sendOn] = (await once(sent, 'cancellation')) as [() => Promise<void>];
      return sendOn;
    },
    stop: async () => {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
