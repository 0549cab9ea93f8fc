import { describe, expect, test } from '@jest/globals';
import { readArguments } from './arguments.js';

const read = (...args: string[]) => {
  const { flags, unknown } = readArguments(args, ['help', 'yes']);
  return { flags: [...flags], unknown };
};

describe('the arguments of a command', () => {
  test('may be none', () => {
    expect(read()).toEqual({ flags: [], unknown: [] });
  });

  test.each([
    [['--help'], ['help']],
    [['-h'], ['help']],
    [
      ['--yes', '--help'],
      ['yes', 'help'],
    ],
    [['-hy'], ['help', 'yes']],
  ])('%j are flags that it knows', (args, flags) => {
    expect(read(...args)).toEqual({ flags, unknown: [] });
  });

  test.each(['--port', '--port=3000', '-p', '3000', '--help=yes', '--no-help', '--', '--toString', ''])(
    'tells of %j that it does not know it',
    (argument) => {
      expect(read('--yes', argument)).toEqual({ flags: ['yes'], unknown: [argument] });
    },
  );

  test('are told all at once when several are not known', () => {
    expect(read('--port', '3000').unknown).toEqual(['--port', '3000']);
  });
});
