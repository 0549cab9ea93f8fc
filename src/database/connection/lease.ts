import type { DataSource, QueryRunner } from 'typeorm';
import { unless } from '../../platform/index.js';
import type { ServingClient } from './serving-client.js';

/** A connection out of the pool for a while; abandoned when `stop` aborts, so that nothing goes on running on it. */
export class Lease {
  private constructor(
    readonly runner: QueryRunner,
    readonly client: ServingClient,
    private readonly stop: AbortSignal | null,
  ) {
    stop?.addEventListener('abort', this.abandon);
  }

  private readonly abandon = (): void => {
    this.client.abandon();
  };

  /**
   * Waits for a connection, until `stop` aborts.
   *
   * @param mode what it is for: reads have a pool of their own
   * @throws the reason of `stop`
   */
  static async take(source: DataSource, stop: AbortSignal | null, mode: 'read' | 'write'): Promise<Lease> {
    stop?.throwIfAborted();
    const runner = source.createQueryRunner(mode === 'read' ? 'slave' : 'master');
    const connecting = runner.connect() as Promise<ServingClient>;
    try {
      const client = await unless(stop, connecting);
      client.mode = mode;
      return new Lease(runner, client, stop);
    } catch (error) {
      // A connection that is given after all goes back unused.
      connecting.then(
        () => runner.release(),
        () => undefined,
      );
      throw error;
    }
  }

  /** From now on `stop` changes nothing. */
  keepOn(): void {
    this.stop?.removeEventListener('abort', this.abandon);
  }

  /** Gives the connection back; one that was abandoned is closed. */
  async release(): Promise<void> {
    this.keepOn();
    this.client.mode = 'none';
    await this.runner.release();
  }
}
