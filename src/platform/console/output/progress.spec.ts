import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { paintFor } from './paint.js';
import { Progress } from './progress.js';

let written: string[];
let progress: Progress;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date(2026, 5, 1, 14, 3, 22) });
  written = [];
  progress = new Progress((text) => written.push(text), paintFor({}));
});

afterEach(() => {
  jest.useRealTimers();
});

/** The lines written, without their times. */
const lines = (): string[] => written.map((text) => text.slice(10));

describe('a progress message', () => {
  test('shows the seconds since the process began, and the time of day once the service is up', () => {
    progress.begin();
    progress.say('Starting.');
    progress.up();
    progress.say('Stopping.');
    expect(written).toEqual([expect.stringMatching(/^ +\d+\.\ds {2}Starting\.$/), '14:03:22  Stopping.']);
  });

  test('keeps the lines of one message aligned', () => {
    progress.up();
    progress.say('It failed.\nIt is tried again.');
    expect(written).toEqual(['14:03:22  It failed.\n          It is tried again.']);
  });

  test('is repeated until the next message', () => {
    progress.begin();
    progress.say('Making the database.');
    jest.advanceTimersByTime(4_999);
    expect(lines()).toEqual(['Making the database.']);
    jest.advanceTimersByTime(5_001);
    expect(lines()).toEqual(['Making the database.', 'Still working, after 5.0s.', 'Still working, after 10.0s.']);
  });

  test('is not repeated after a newer message', () => {
    progress.begin();
    jest.advanceTimersByTime(4_000);
    progress.say('Listening.');
    jest.advanceTimersByTime(4_000);
    expect(lines()).toEqual(['Listening.']);
  });

  test('is not repeated if nothing is in progress', () => {
    progress.begin();
    progress.up();
    jest.advanceTimersByTime(60_000);
    expect(written).toEqual([]);
  });
});
