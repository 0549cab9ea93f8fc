import { AsyncLocalStorage } from 'node:async_hooks';

/** Carries the id of the request that is being answered to every line logged on its behalf. */
export const requestScope = new AsyncLocalStorage<{ readonly requestId: string }>();
