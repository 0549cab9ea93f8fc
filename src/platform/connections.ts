import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server. Node closes idle ones by itself; one that never said a word it takes for busy. */
export class Connections {
  private readonly sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  /** Closes those on which nothing has come. */
  closeSilent(): void {
    for (const socket of this.sockets) if (socket.bytesRead === 0) socket.destroy();
  }
}
