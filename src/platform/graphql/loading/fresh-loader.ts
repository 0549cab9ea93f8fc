import DataLoader from 'dataloader';
import { requestScope, RequestTime, withAbort } from '../../request-scope/index.js';

/** The most keys that are read at once. */
const MOST_KEYS = 500;

/** The time limit of a shared read, in milliseconds. */
const READING_MS = 5_000;

/**
 * Combines reads of many callers. While one read is under way, new keys wait for the next one, so every result was read
 * after it was asked for. Nothing is cached. A shared read belongs to no request and ends only by its own time limit; a
 * caller waits for it no longer than the time limit of its request.
 *
 * @param load returns a value for each key, in the same order; a key may occur more than once
 */
export function freshLoader<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): (key: Key) => Promise<Value> {
  let underWay: Promise<unknown> = Promise.resolve();
  const batch = (keys: readonly Key[]): Promise<readonly Value[]> => {
    const time = new RequestTime(READING_MS);
    const reading = requestScope.run({ requestId: null, time, transactions: 0 }, () => load(keys));
    reading.then(
      () => time.answered(),
      () => time.answered(),
    );
    underWay = reading.catch(() => undefined);
    return reading;
  };
  const loader = new DataLoader(batch, {
    cache: false,
    maxBatchSize: MOST_KEYS,
    batchScheduleFn: (dispatch) => {
      underWay.then(dispatch, dispatch);
    },
  });
  return (key) => withAbort(requestScope.getStore()?.time.abandoned ?? null, loader.load(key));
}
