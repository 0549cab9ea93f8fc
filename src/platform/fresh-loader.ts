import DataLoader from 'dataloader';

/** The most that are read in one go. */
const MOST_KEYS = 500;

/**
 * Reads what many callers ask for at the same time in one go. While one reading is under way, whatever is asked waits
 * for the next: so what is given was read after it was asked for, and is never older than the question. Nothing is kept.
 *
 * @param load gives a value a key, in the keys' order; a key may come more than once
 */
export function freshLoader<Key, Value>(
  load: (keys: readonly Key[]) => Promise<readonly Value[]>,
): Pick<DataLoader<Key, Value>, 'load'> {
  let underWay: Promise<unknown> = Promise.resolve();
  const batch = (keys: readonly Key[]): Promise<readonly Value[]> => {
    const reading = load(keys);
    underWay = reading.catch(() => undefined);
    return reading;
  };
  return new DataLoader(batch, {
    cache: false,
    maxBatchSize: MOST_KEYS,
    batchScheduleFn: (dispatch) => {
      underWay.then(dispatch, dispatch);
    },
  });
}
