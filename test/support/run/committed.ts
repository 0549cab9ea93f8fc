import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from '@jest/globals';

/** Whether this run writes the committed files (`npm run sql:write`) instead of comparing them. */
export const IS_WRITING = process.env['WRITE_SQL'] === 'true';

if (IS_WRITING && (process.env['CI'] ?? '') !== '') {
  throw new Error('CI compares the committed files and never writes them: unset WRITE_SQL');
}

/**
 * Expects a committed file to contain exactly this text.
 *
 * @throws Error with the difference and the command that writes the file
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
