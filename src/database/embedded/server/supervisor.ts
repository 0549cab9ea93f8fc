import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.js';
import { isAlive } from '../ownership/process-identity.js';
import { bringUp, type Server } from './server.js';
import { messageOf } from '../startup-error.js';

const LOOK_EVERY_MS = 500;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Watches a running server and starts it again, on the same port, if it stops unexpectedly; the pool of the service
 * then reconnects by itself. It tries as long as the service runs, at most ten seconds apart.
 */
export class Supervisor {
  readonly #ended = new AbortController();
  readonly #watching: Promise<void>;

  #server: Server;

  /** `mayRestart` is called each time, because a folder that is no longer ours may contain another service's server. */
  constructor(
    private readonly cluster: Cluster,
    server: Server,
    private readonly mayRestart: () => Promise<boolean>,
    private readonly say: (line: string) => void,
  ) {
    this.#server = server;
    this.#watching = this.#watch();
  }

  /** The server that was last seen running. */
  get server(): Server {
    return this.#server;
  }

  /** Ends the watch and cancels a restart under way. After this no server is started again. */
  async end(): Promise<void> {
    this.#ended.abort();
    await this.#watching;
  }

  async #watch(): Promise<void> {
    while (await this.#pause(LOOK_EVERY_MS)) {
      if (await isAlive(this.#server.process)) continue;
      this.say('The database has stopped unexpectedly. Starting it again.');
      const next = await this.#restart();
      if (next === null) return;
      this.#server = next;
      this.say('The database is running again.');
    }
  }

  async #restart(): Promise<Server | null> {
    let lastReported = '';
    for (let pause = 250; !this.#isEnded(); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      if (!(await this.mayRestart().catch(() => false))) {
        this.say(
          'The database is not started again, because DATA_DIR was deleted or is used by another service. Restart this service.',
        );
        return null;
      }
      try {
        return await bringUp(this.cluster, this.#server.port, this.#ended.signal);
      } catch (error) {
        const message = messageOf(error);
        // Timestamps and process ids differ between attempts at the same failure.
        const failure = message.replaceAll(/\d+/g, '');
        if (failure !== lastReported && !this.#isEnded()) this.say(`${message}\nThe start will be repeated.`);
        lastReported = failure;
      }
      if (!(await this.#pause(pause))) break;
    }
    return null;
  }

  #isEnded(): boolean {
    return this.#ended.signal.aborted;
  }

  /** Waits. @returns false if the watch has ended. The timer does not keep the process running. */
  async #pause(ms: number): Promise<boolean> {
    const options = { ref: false, signal: this.#ended.signal };
    return delay(ms, true, options).catch(() => false);
  }
}
