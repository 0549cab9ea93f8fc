import { describe, expect, test } from '@jest/globals';
import { readArguments } from './arguments.js';

const OPTIONS = {
  help: { type: 'boolean', short: 'h' },
  yes: { type: 'boolean', short: 'y' },
  phase: { type: 'string', short: 'f', multiple: true },
} as const;

const read = (...args: string[]) => {
  const { values, unknown } = readArguments(args, OPTIONS);
  return { values: values && { ...values }, unknown };
};

describe('the arguments of a command', () => {
  test('may be none', () => {
    expect(read()).toEqual({ values: {}, unknown: null });
  });

  test.each([
    [['--help'], { help: true }],
    [['-h'], { help: true }],
    [['--yes', '--help'], { yes: true, help: true }],
    [['-hy'], { help: true, yes: true }],
    [['--phase', 'viper', '--phase=medusa', '-f', 'orbital'], { phase: ['viper', 'medusa', 'orbital'] }],
    [['--phase=-1'], { phase: ['-1'] }],
  ])('%j are options that it knows', (args, values) => {
    expect(read(...args)).toEqual({ values, unknown: null });
  });

  test.each([...['--port', '--port=3000', '-p', '3000', '--help=yes', '--no-help', '--', '--toString', ''], '--phase'])(
    'tells of %j that it does not know it',
    (argument) => {
      expect(read('--yes', argument)).toEqual({ values: null, unknown: [argument] });
    },
  );

  test('take no other option for a value', () => {
    expect(read('--phase', '--yes').unknown).toEqual(['--phase']);
  });

  test('are told all at once when several are not known', () => {
    expect(read('--port', '3000').unknown).toEqual(['--port', '3000']);
  });
});
