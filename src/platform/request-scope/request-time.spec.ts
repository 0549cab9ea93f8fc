import { runInNewContext } from 'node:vm';
import { setFlagsFromString } from 'node:v8';
import { describe, expect, it } from '@jest/globals';
import type { CodedError } from '../../common/errors.js';
import { RequestTime } from './request-time.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const readingOf = (large: { readonly answer: string }) => (): string => large.answer;

/** The time of a request, and a function that returns whether a large object of that request can still be reached. */
function timed(): { readonly time: RequestTime; readonly large: WeakRef<{ readonly answer: string }> } {
  const large = { answer: 'x'.repeat(1000) };
  return { time: new RequestTime(60_000, readingOf(large)), large: new WeakRef(large) };
}

describe('the time of a request', () => {
  it.each<[string, (time: RequestTime) => void]>([
    ['the answer is sent', (time) => time.answered()],
    ['the request has ended', (time) => time.end(new Error('over') as CodedError)],
  ])('keeps no reference to the request once %s', async (_, done) => {
    const { time, large } = timed();
    await settled();
    collect();
    expect(large.deref()).toBeDefined();
    done(time);
    await settled();
    collect();
    expect([large.deref(), time.leftMs() > 0]).toEqual([undefined, true]);
  });
});
