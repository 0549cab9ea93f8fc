import { describe, expect, it } from '@jest/globals';
import { failureInWords } from './failure-words.js';

const failing = (code: string, message = 'no more'): Error => Object.assign(new Error(message), { code });

describe('an error at the console', () => {
  it.each([
    ['53100', 'Free some space'],
    ['53300', 'max_connections'],
    ['53200', 'lacks memory'],
    ['57P01', 'Check that the database is running'],
    ['25006', 'Use the primary server'],
    ['28P01', 'the password'],
    ['3D000', 'the name of the database'],
    ['55P03', 'Try again'],
    ['58030', 'Check its disk and its log'],
    ['XX001', 'Restore a backup'],
  ])('of PostgreSQL, %s, says what it answered and what to do', (code, advice) => {
    const words = failureInWords(failing(code));
    expect(words).toContain(`The database answered: no more (SQLSTATE ${code}).`);
    expect(words).toContain(advice);
  });

  it.each(['EACCES', 'EDQUOT', 'EMFILE', 'ENFILE', 'ENOSPC', 'EROFS'])('of the system, %s, says so', (code) => {
    expect(failureInWords(failing(code, `${code}: something, open '/x'`))).toMatch(
      /^E[A-Z]+: something, open '\/x'\. [A-Z]/,
    );
  });

  it('of a lost connection, which has no code, says what to do', () => {
    const lost = 'Check that the database is running, and try again.';
    expect(failureInWords(new Error('Connection terminated unexpectedly'))).toContain(lost);
    expect(failureInWords(failing('ECONNREFUSED'))).toContain(lost);
  });

  it.each([failing('42601'), failing('23505'), failing('ERR_INVALID_ARG_TYPE'), new Error('no code'), 'no error'])(
    'that is a fault of the program gets no advice: %s',
    (error) => {
      expect(failureInWords(error)).toBeNull();
    },
  );
});
