import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** How long a head may take to come, in milliseconds. */
const HEAD_MS = 10_000;

/** How much longer than a request may take nothing may move on a connection, in milliseconds: an answer is to be fetched. */
const SLACK_MS = 30_000;

/**
 * The connections of a server: so many at most. Where there are more, the oldest goes on which nobody waits for an
 * answer: one that is idle, or says its request so slowly that it has not come. Node closes idle ones by itself, after a
 * while; one that never said a word it takes for busy.
 */
export class Connections {
  /** The oldest first. */
  private readonly sockets = new Set<Socket>();
  /** How many requests are under way on each; none where there is none. */
  private readonly underWay = new Map<Socket, number>();

  /**
   * @param most how many there may be
   * @param requestMs what a request is given, in milliseconds; 0: as long as it takes
   */
  constructor(
    server: Server,
    private readonly most: number,
    requestMs: number,
  ) {
    server.headersTimeout = HEAD_MS;
    server.timeout = requestMs === 0 ? 0 : requestMs + SLACK_MS;
    server.on('connection', (socket: Socket) => {
      this.add(socket);
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.begin(socket);
      response.once('close', () => {
        this.end(socket);
      });
    });
  }

  /** Closes those on which nothing has come. */
  closeSilent(): void {
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }

  private add(socket: Socket): void {
    if (this.sockets.size >= this.most) this.makeRoom(socket);
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.underWay.delete(socket);
    });
  }

  /** Closes the newcomer where somebody waits for an answer on each of the others. */
  private makeRoom(newcomer: Socket): void {
    for (const socket of this.sockets) {
      if (this.underWay.has(socket)) continue;
      this.sockets.delete(socket);
      socket.destroy();
      return;
    }
    newcomer.destroy();
  }

  private begin(socket: Socket): void {
    this.underWay.set(socket, (this.underWay.get(socket) ?? 0) + 1);
  }

  private end(socket: Socket): void {
    const left = (this.underWay.get(socket) ?? 0) - 1;
    if (left > 0) this.underWay.set(socket, left);
    else this.underWay.delete(socket);
  }
}
