import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestTime } from './request-time.js';

/** What belongs to the request that is being answered, wherever in the service work is done on its behalf. */
export interface RequestScope {
  /** Null: of what is done for several requests together. */
  readonly requestId: string | null;
  readonly time: RequestTime;
  /** How many transactions have been begun for it alone. */
  transactions: number;
}

/** Carries the scope of a request to everything that runs for it; empty outside a request, as while starting. */
export const requestScope = new AsyncLocalStorage<RequestScope>();
