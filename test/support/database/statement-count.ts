import { jest } from '@jest/globals';
import { pg } from '../run/packages.js';

/**
 * The number of SQL statements that the service in this process sends to PostgreSQL while `work` runs. Every statement
 * of TypeORM and of pg's pool goes through a client's `query`.
 */
export async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return spy.mock.calls.filter((sent) => !isCheck(sent)).length;
  } finally {
    spy.mockRestore();
  }
}

/** A statement, and the connection on which it was sent. */
export interface SentStatement {
  readonly connection: object;
  readonly text: string;
}

/** The SQL statements that the service in this process sends to PostgreSQL while `work` runs, in order. */
export async function recordStatements(work: () => Promise<unknown>): Promise<SentStatement[]> {
  const spy = jest.spyOn(pg.Client.prototype, 'query');
  try {
    await work();
    return spy.mock.calls.flatMap((sent, place) =>
      isCheck(sent) ? [] : [{ connection: spy.mock.contexts[place] as object, text: textOf(sent) }],
    );
  } finally {
    spy.mockRestore();
  }
}

function textOf([sent]: readonly unknown[]): string {
  return typeof sent === 'string' ? sent : (sent as { readonly text: string }).text;
}

/** Whether it is the check of the database's health, which the service sends each second whoever asks what. */
function isCheck(sent: readonly unknown[]): boolean {
  return textOf(sent).includes('pg_is_in_recovery()');
}
