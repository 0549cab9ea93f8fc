import { describe, expect, it } from '@jest/globals';
import { problemOf, type ServerSettings } from './server-settings.js';

const RELIABLE: ServerSettings = { version: 15, encoding: 'UTF8', fsync: 'on', synchronousCommit: 'on' };

describe('a server', () => {
  it.each<[string, Partial<ServerSettings>, string | null]>([
    ['with what the service needs', {}, null],
    ['that also waits for a standby', { version: 18, synchronousCommit: 'remote_apply' }, null],
    ['that is too old', { version: 14 }, 'PostgreSQL 14. The service needs PostgreSQL 15'],
    ['whose database has another encoding', { encoding: 'SQL_ASCII' }, 'the encoding SQL_ASCII'],
    ['that does not write to disk', { fsync: 'off' }, 'fsync = off'],
    ['whose URL gives durability up', { synchronousCommit: 'off' }, 'synchronous_commit = off'],
    ['whose URL gives some of it up', { synchronousCommit: 'local' }, 'synchronous_commit = local'],
  ])('%s is judged by its settings', (_, settings, words) => {
    const problem = problemOf({ ...RELIABLE, ...settings });
    if (words === null) expect(problem).toBeNull();
    else expect(problem).toContain(words);
  });
});
