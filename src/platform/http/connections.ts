import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The longest time for the head of a request to arrive, in milliseconds. */
const HEAD_MS = 10_000;

/** The longest time without traffic on a connection, beyond the limit of a request, in milliseconds. */
const SLACK_MS = 30_000;

/**
 * How long a connection is kept open between two requests, in milliseconds. Longer than most proxies and clients keep
 * theirs (nginx: 60 s). With Node's 5 s a caller may send on a connection that is just being closed, and get no answer.
 */
const IDLE_MS = 75_000;

/**
 * Limits the connections of a server. If there are too many, the oldest without a waiting caller is closed: one that is
 * idle, or whose request has not arrived completely. Node closes idle connections itself after a while, but treats one
 * that has never sent anything as busy.
 */
export class Connections {
  /** The connections, oldest first. */
  private readonly sockets = new Set<Socket>();
  /** How many requests of each connection are not completely answered; left out if 0. */
  private readonly underWay = new Map<Socket, number>();
  /** The bytes received on each connection when its last answer was complete. More bytes mean that it is not idle. */
  private readonly readBefore = new WeakMap<Socket, number>();
  private isClosing = false;

  /**
   * @param most the most connections
   * @param requestMs the time limit of a request, in milliseconds; 0: no limit
   */
  constructor(
    server: Server,
    private readonly most: number,
    requestMs: number,
  ) {
    server.headersTimeout = HEAD_MS;
    server.keepAliveTimeout = IDLE_MS;
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

  /**
   * Closes idle connections now, and each other connection when its answer is complete. Node's own `close` would cut off
   * an answer that its caller reads slowly.
   */
  closeWhenIdle(): void {
    this.isClosing = true;
    for (const socket of this.sockets) {
      const isIdle = !this.underWay.has(socket) && socket.bytesRead === (this.readBefore.get(socket) ?? 0);
      if (isIdle) socket.destroy();
    }
  }

  private add(socket: Socket): void {
    if (this.sockets.size >= this.most) this.makeRoom(socket);
    this.sockets.add(socket);
    socket.once('close', () => {
      this.sockets.delete(socket);
      this.underWay.delete(socket);
    });
  }

  /** Closes the oldest connection without a waiting caller; if there is none, the new one. */
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
    if (left > 0) {
      this.underWay.set(socket, left);
      return;
    }
    this.underWay.delete(socket);
    this.readBefore.set(socket, socket.bytesRead);
    if (this.isClosing) socket.destroySoon();
  }
}
