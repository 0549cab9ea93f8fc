import { AsyncLocalStorage } from 'node:async_hooks';
import type { RequestTime } from './request-time.js';

/** The data of a request, for all code that works for it. */
export interface RequestScope {
  /** Null for work that is done for several requests together. */
  readonly requestId: string | null;
  readonly time: RequestTime;
  /** The number of transactions begun for this request alone. */
  transactions: number;
}

/** The scope of the present request; empty outside a request, such as during the start. */
export const requestScope = new AsyncLocalStorage<RequestScope>();
