import type { DataSource } from 'typeorm';
import { StartupError } from '../embedded/index.js';

/**
 * Opens connections.
 *
 * @param setting the environment variable with the URL, for the message
 * @throws StartupError with the error of PostgreSQL or the network
 */
export async function open(source: DataSource, setting: string): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw new StartupError(
      `Cannot connect to the database of ${setting}: ${wordsOf(error)}. Check the setting, and that the database is running.`,
    );
  }
}

/** The message of an error. If several addresses failed, the error has no message of its own but contains theirs. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(wordsOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
