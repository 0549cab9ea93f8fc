/**
 * The result of the promise, unless `stop` aborts first.
 *
 * @throws the reason of `stop`, at once; the promise continues but is no longer waited for
 */
export async function withAbort<T>(stop: AbortSignal | null, promise: Promise<T>): Promise<T> {
  if (stop === null) return promise;
  if (stop.aborted) {
    promise.catch(() => undefined);
    throw stop.reason as Error;
  }
  let leave = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    leave = () => {
      reject(stop.reason as Error);
    };
    stop.addEventListener('abort', leave);
  });
  try {
    return await Promise.race([promise, stopped]);
  } finally {
    stop.removeEventListener('abort', leave);
  }
}
