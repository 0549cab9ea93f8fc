import DataLoader from 'dataloader';
import { requestScope, RequestTime, unless } from '../../request-scope/index.js';

/** The most that are read in one go. */
const MOST_KEYS = 500;

/** What a reading is given, in milliseconds: others wait for it, so it is not waited for like somebody's own. */
const READING_MS = 5_000;

/**
 * Reads what many callers ask for at the same time in one go. While one reading is under way, whatever is asked waits
 * for the next: so what is given was read after it was asked for, and is never older than the question. Nothing is kept.
 * A reading belongs to no request, and ends with none but by its own time; who waits for it waits no longer than the own request's time.
 *
 * @param load gives a value a key, in the keys' order; a key may come more than once
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
  return (key) => unless(requestScope.getStore()?.time.unwanted ?? null, loader.load(key));
}
