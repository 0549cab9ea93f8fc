import { describe, expect, it } from '@jest/globals';
import { isLostConnection, isOutage, isRefusal, storageTrouble } from './storage-trouble.js';

const failing = (more: object, message = 'It failed.'): Error => Object.assign(new Error(message), more);
const kindOf = (error: unknown): string => {
  if (isOutage(error)) return 'outage';
  if (isLostConnection(error)) return 'lost';
  if (isRefusal(error)) return 'refused';
  return storageTrouble(error) === null ? 'fault' : 'busy';
};

describe('an error behind the service', () => {
  it.each([
    ['a full disk', { code: '53100' }, 'outage'],
    ['no connection left', { code: '53300' }, 'refused'],
    ['no memory', { code: '53200' }, 'refused'],
    ['a file that is not there', { code: '58P01' }, 'refused'],
    ['a read-only server', { code: '25006' }, 'outage'],
    ['a password that was changed', { code: '28P01' }, 'outage'],
    ['a database that was dropped', { code: '3D000' }, 'outage'],
    ['an error of the disk', { code: '58030' }, 'outage'],
    ['a privilege that was lost', { code: '42501', routine: 'aclcheck_error' }, 'refused'],
    ['a standby that refuses a transaction', { code: '0A000', query: 'START TRANSACTION' }, 'outage'],
    ['a connection that was lost', { code: '08006' }, 'lost'],
    ['a server that stops', { code: '57P01' }, 'lost'],
    ['a server that is not there', { code: 'ECONNREFUSED' }, 'lost'],
    ['a process without free files', { code: 'EMFILE' }, 'lost'],
    ['a socket that is gone', { code: 'ENOENT', syscall: 'connect' }, 'lost'],
    ['a timeout', { code: '57014' }, 'busy'],
    ['a lock', { code: '55P03' }, 'busy'],
    ['a conflict', { code: '40001' }, 'busy'],
    ['a limit on temporary files', { code: '53400' }, 'busy'],
    ['what row-level security refuses', { code: '42501', routine: 'ExecWithCheckOptions' }, 'fault'],
    ['a wrong statement', { code: '42601' }, 'fault'],
    ['a feature that is not there', { code: '0A000', query: 'SELECT' }, 'fault'],
    ['a constraint', { code: '23505' }, 'fault'],
    ['a missing file', { code: 'ENOENT', syscall: 'open' }, 'fault'],
  ])('%s is classified', (_, more, kind) => {
    expect(kindOf(failing(more))).toBe(kind);
    expect(kindOf(new Error('Outer.', { cause: failing(more) }))).toBe(kind);
    expect(kindOf(failing({ driverError: failing(more) }))).toBe(kind);
  });

  it('without a code is known by its message', () => {
    expect(kindOf(failing({}, 'Connection terminated unexpectedly'))).toBe('lost');
    expect(kindOf(failing({}, 'timeout exceeded when trying to connect'))).toBe('busy');
    expect(kindOf(failing({}, 'Something else'))).toBe('fault');
    expect(kindOf('no error')).toBe('fault');
  });

  it('is of the caller if a text cannot be stored', () => {
    expect(storageTrouble(failing({ code: '22021' }))?.code).toBe('BAD_USER_INPUT');
  });
});
