import { describe, expect, test } from '@jest/globals';
import { Decimal, toPlain } from './decimal.js';

describe('decimals', () => {
  test.each([
    ['1e-7', '0.0000001'],
    ['1e21', '1000000000000000000000'],
    ['-0', '0'],
    ['-12.50', '-12.5'],
  ])('writes %s in plain digits: %s', (text, plain) => {
    expect(toPlain(new Decimal(text))).toBe(plain);
  });

  test('adds without binary rounding, and keeps sixty digits', () => {
    expect(toPlain(new Decimal('0.1').plus('0.2'))).toBe('0.3');
    const long = '123456789012345678901234567890.123456789012345678901234567891';
    expect(toPlain(new Decimal(long).plus(0))).toBe(long);
  });
});
