import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from './cluster.js';
import { isAlive } from './process-identity.js';
import { bringUp, type Server } from './server.js';
import { messageOf } from './start-refused.js';

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Watches over a running server and starts it again, on the same port, when it ends by itself: the service's pool then
 * reconnects without being told. Tries go on for as long as the service lives, at most ten seconds apart.
 */
export class Supervisor {
  readonly #ended = new AbortController();
  readonly #watching: Promise<void>;

  constructor(cluster: Cluster, server: Server, say: (line: string) => void) {
    this.#watching = this.#watch(cluster, server, say);
  }

  /** Ends the watch; a restart under way is broken off. Afterwards nothing here starts a server again. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#watching;
  }

  async #watch(cluster: Cluster, first: Server, say: (line: string) => void): Promise<void> {
    let server = first;
    while (await this.#pause(LOOK_EVERY_MS)) {
      if (await isAlive(server.process)) continue;
      say('The database ended by itself; starting it again.');
      const next = await this.#restart(cluster, server.port, say);
      if (next === null) return;
      server = next;
      say('The database is back.');
    }
  }

  async #restart(cluster: Cluster, port: number, say: (line: string) => void): Promise<Server | null> {
    let said = '';
    for (let pause = 250; !this.#isEnded(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      try {
        return await bringUp(cluster, port, this.#ended.signal);
      } catch (error) {
        const message = messageOf(error);
        if (message !== said && !this.#isEnded()) say(`${message}\nIt is tried again.`);
        said = message;
      }
      if (!(await this.#pause(pause))) break;
    }
    return null;
  }

  #isEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  /** False when the watch is ended. The timer alone keeps no process alive. */
  async #pause(ms: number): Promise<boolean> {
    const options = { ref: false, signal: this.#ended.signal };
    return delay(ms, true, options).catch(() => false);
  }
}
