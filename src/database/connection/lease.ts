import type { DataSource, QueryRunner } from 'typeorm';
import { withAbort } from '../../platform/index.js';
import type { ServingClient } from './serving-client.js';

/** A connection borrowed from the pool. It is abandoned when `stop` aborts, so that nothing continues to run on it. */
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
   * @param mode the pool: reads have their own
   * @throws the reason of `stop`
   */
  static async take(source: DataSource, stop: AbortSignal | null, mode: 'read' | 'write'): Promise<Lease> {
    stop?.throwIfAborted();
    const runner = source.createQueryRunner(mode === 'read' ? 'slave' : 'master');
    const connecting = runner.connect() as Promise<ServingClient>;
    try {
      const client = await withAbort(stop, connecting);
      client.mode = mode;
      return new Lease(runner, client, stop);
    } catch (error) {
      // If a connection is obtained later, it is returned unused.
      connecting.then(
        () => runner.release(),
        () => undefined,
      );
      throw error;
    }
  }

  /** Makes the connection independent of `stop`. */
  keepOn(): void {
    this.stop?.removeEventListener('abort', this.abandon);
  }

  /** Returns the connection to the pool; an abandoned one is closed. */
  async release(): Promise<void> {
    this.keepOn();
    this.client.mode = 'none';
    await this.runner.release();
  }
}
