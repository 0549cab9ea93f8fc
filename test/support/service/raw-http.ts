import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What was received on a connection, as text. */
export interface RawAnswer {
  readonly status: number;
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A connection on which a test sends any bytes. */
export class RawConnection {
  private readonly socket: Socket;
  private received = '';
  private waiting: (() => void)[] = [];

  constructor(url: string) {
    const { port, hostname } = new URL(url);
    this.socket = connect(Number(port), hostname);
    this.socket.setEncoding('latin1').on('data', (text: string) => {
      this.received += text;
      this.wake();
    });
    this.socket.on('close', () => this.wake()).on('error', () => undefined);
  }

  /** Sends a head, of `POST /graphql` by default; the body may come later, or never. */
  head(headers: Readonly<Record<string, string | number>>, line = 'POST /graphql HTTP/1.1'): this {
    const all = { Host: 'localhost', 'Content-Type': 'application/json', ...headers };
    const fields = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.send(`${line}\r\n${fields.join('')}\r\n`);
  }

  send(bytes: string | Buffer): this {
    this.socket.write(bytes, 'latin1');
    return this;
  }

  /** The first answer, once it is complete by its Content-Length; rejects if the connection ends before. */
  async answer(): Promise<RawAnswer> {
    for (;;) {
      const found = /^HTTP\/1\.1 (\d{3})[^\r]*((?:\r\n[^\r\n]+)*)\r\n\r\n(.*)$/s.exec(this.received);
      const [, status, fields = '', rest = ''] = found ?? [];
      const headers = Object.fromEntries(
        fields
          .split('\r\n')
          .slice(1)
          .map((field) => [field.split(':', 1)[0]?.toLowerCase(), field.replace(/^[^:]*: */, '')]),
      ) as Record<string, string>;
      const length = Number(headers['content-length'] ?? 0);
      if (found !== null && rest.length >= length) {
        this.received = rest.slice(length);
        return { status: Number(status), headers, body: rest.slice(0, length) };
      }
      if (this.socket.destroyed) throw new Error(`The connection ended before the answer: ${this.received}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  /** Closes the connection, whatever is in progress. */
  async hangUp(): Promise<void> {
    if (this.socket.destroyed) return;
    this.socket.destroy();
    await once(this.socket, 'close');
  }

  private wake(): void {
    for (const look of this.waiting.splice(0)) look();
  }
}
