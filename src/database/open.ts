import type { DataSource } from 'typeorm';
import { StartRefused } from './embedded/index.js';

/**
 * Opens the connections that a setting names.
 *
 * @param setting the variable that the person at the console can put right
 * @throws StartRefused with what PostgreSQL, or the network, said
 */
export async function open(source: DataSource, setting: string): Promise<void> {
  try {
    await source.initialize();
  } catch (error) {
    throw new StartRefused(
      `Cannot connect to the database of ${setting}: ${wordsOf(error)}. Check the setting, and that the database is running.`,
    );
  }
}

/** Several addresses that were tried in vain come as one error without words of its own. */
function wordsOf(error: unknown): string {
  if (error instanceof AggregateError) {
    return error.errors.map(wordsOf).join('; ');
  }
  return error instanceof Error ? error.message : String(error);
}
