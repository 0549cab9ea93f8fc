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
  test('may be empty', () => {
    expect(read()).toEqual({ values: {}, unknown: null });
  });

  test.each([
    [['--help'], { help: true }],
    [['-h'], { help: true }],
    [['--yes', '--help'], { yes: true, help: true }],
    [['-hy'], { help: true, yes: true }],
    [['--phase', 'viper', '--phase=medusa', '-f', 'orbital'], { phase: ['viper', 'medusa', 'orbital'] }],
    [['--phase=-1'], { phase: ['-1'] }],
  ])('%j are known options', (args, values) => {
    expect(read(...args)).toEqual({ values, unknown: null });
  });

  test.each(['--port', '--port=3000', '-p', '3000', '--help=yes', '--no-help', '--', '--toString', '', '--phase'])(
    '%j are rejected as unknown',
    (argument) => {
      expect(read('--yes', argument)).toEqual({ values: null, unknown: [argument] });
    },
  );

  test('do not use another option as a value', () => {
    expect(read('--phase', '--yes').unknown).toEqual(['--phase']);
  });

  test('are all named if several are unknown', () => {
    expect(read('--port', '3000').unknown).toEqual(['--port', '3000']);
  });
});
