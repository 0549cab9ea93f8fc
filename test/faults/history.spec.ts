import { describe, expect, it } from '@jest/globals';
import { violations, type Read, type Write } from './history.js';

const write = (version: number, began: number, ended: number): Write => ({
  register: 'scorpion-1/dorset',
  version,
  began,
  ended,
});
const read = (version: number, began: number, ended: number): Read => ({
  register: 'scorpion-1/dorset',
  version,
  began,
  ended,
  what: 'Somebody',
});

describe('a recorded history', () => {
  it('allows a read to tell of a write under way, or not yet', () => {
    const writes = [write(1, 0, 10), write(2, 20, 30)];
    expect(
      violations(writes, [read(0, 1, 9), read(1, 1, 9), read(1, 11, 19), read(2, 21, 22), read(2, 31, 32)]),
    ).toEqual([]);
    expect(violations(writes, [read(1, 21, 29)])).toEqual([]);
    expect(violations([], [read(0, 1, 2)])).toEqual([]);
  });

  it('does not allow a read older than a write that was acknowledged before it began', () => {
    const [found, ...more] = violations([write(1, 0, 10), write(2, 11, 12)], [read(1, 13, 14)]);
    expect(found).toContain('Somebody read version 1 of scorpion-1/dorset');
    expect(found).toContain('version 2 had been acknowledged before');
    expect(more).toEqual([]);
    expect(violations([write(1, 0, 10)], [read(0, 11, 12)])).toHaveLength(1);
  });

  it('does not allow a read older than what an earlier one has told', () => {
    const writes = [write(1, 0, 100)];
    expect(violations(writes, [read(1, 1, 2), read(0, 3, 4)])).toEqual([
      expect.stringContaining('version 1 had been read before'),
    ]);
    expect(violations(writes, [read(1, 1, 3), read(0, 2, 4)])).toEqual([]);
  });

  it('does not allow a read of what nobody had begun to write', () => {
    expect(violations([write(1, 5, 6)], [read(1, 1, 4)])).toEqual([
      expect.stringContaining('nobody had begun to write more than version 0'),
    ]);
  });

  it('keeps one register apart from another', () => {
    const other = { ...write(3, 0, 1), register: 'scorpion-2/dorset' };
    expect(violations([other], [read(0, 2, 3)])).toEqual([]);
  });
});
