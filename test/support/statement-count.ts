import { jest } from '@jest/globals';
import pg from 'pg';

/**
 * How many SQL statements are sent to PostgreSQL, by the service in this process, while `work` runs. Every statement of
 * TypeORM and of pg's pool goes through a client's `query`.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}
