import { connect } from 'node:net';
import type { HostileBody } from './hostile-bodies.js';

export interface FloodOptions {
  readonly url: string;
  /** How many send at the same time, each on a connection of its own for each body. */
  readonly clients: number;
  /** Whose tokens they send in turn; none: they are strangers. */
  readonly tokens: readonly string[];
  readonly bodies: readonly HostileBody[];
}

/** What has come back so far, by status; `none`: the connection ended without an answer. */
export type Answers = ReadonlyMap<string, number>;

/** Clients that send one body after the other until they are told to stop. */
export class Flood {
  private readonly counts = new Map<string, number>();
  private readonly clients: Promise<void>[];
  private goesOn = true;
  private sent = 0;

  constructor(private readonly options: FloodOptions) {
    this.clients = Array.from({ length: options.clients }, () => this.client());
  }

  get answers(): Answers {
    return this.counts;
  }

  /** Resolves once those that were sent are answered. */
  async stop(): Promise<Answers> {
    this.goesOn = false;
    await Promise.all(this.clients);
    return this.counts;
  }

  private async client(): Promise<void> {
    const { url, tokens, bodies } = this.options;
    while (this.goesOn) {
      const place = this.sent++;
      const body = bodies[place % bodies.length];
      if (body === undefined) return;
      const status = await send(url, tokens[place % tokens.length] ?? null, body);
      this.counts.set(status, (this.counts.get(status) ?? 0) + 1);
    }
  }
}

/** Sends it whole, and waits for the status of the answer. */
async function send(url: string, token: string | null, body: HostileBody): Promise<string> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let received = '';
    socket.setEncoding('latin1').on('data', (text: string) => {
      received += text;
      // The answer is there; what is still to be sent nobody wants.
      if (received.includes('\r\n\r\n')) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      resolve(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 'none');
    });
    socket.write(headOf(hostname, token, body), 'latin1');
    socket.write(onTheLine(body));
  });
}

/** In pieces where it comes so; made once for each body. */
const made = new WeakMap<HostileBody, Buffer>();
function onTheLine(body: HostileBody): Buffer {
  const known = made.get(body);
  if (known !== undefined) return known;
  const { bytes, chunk } = body;
  const pieces: Buffer[] = [];
  for (let start = 0; chunk !== null && start < bytes.length; start += chunk) {
    const piece = bytes.subarray(start, start + chunk);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from('\r\n'));
  }
  const line = chunk === null ? bytes : Buffer.concat([...pieces, Buffer.from('0\r\n\r\n')]);
  made.set(body, line);
  return line;
}

function headOf(host: string, token: string | null, { bytes, encoding, chunk }: HostileBody): string {
  const fields = [
    ['Host', host],
    ['Content-Type', 'application/json'],
    ...(token === null ? [] : [['Authorization', `Bearer ${token}`]]),
    ...(encoding === null ? [] : [['Content-Encoding', encoding]]),
    chunk !== null ? ['Transfer-Encoding', 'chunked'] : ['Content-Length', `${bytes.length}`],
  ];
  return `POST /graphql HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}
