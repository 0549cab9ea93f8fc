import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

/** Whether the run writes the committed texts anew, in place of comparing them (`npm run sql:write`). */
export const IS_WRITING = process.env['WRITE_SQL'] === 'true';

/**
 * Expects a committed file to hold this text.
 *
 * @throws an error with the difference, and with the command that writes the file
 */
export function expectCommitted(path: string, text: string): void {
  if (IS_WRITING) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  const committed = existsSync(path) ? readFileSync(path, 'utf8') : '';
  try {
    expect(text.split('\n')).toEqual(committed.split('\n'));
  } catch (error) {
    const hint = `${path} is out of date. Run 'npm run sql:write', review the difference and commit it.`;
    throw new Error(`${hint}\n\n${error instanceof Error ? error.message : ''}`, { cause: error });
  }
}
