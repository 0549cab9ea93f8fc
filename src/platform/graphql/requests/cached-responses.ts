import type { RequestHandler } from 'express';

/**
 * Answers GraphQL requests from a cache of valid answers, after their body was read and before execution; passes all
 * others on. The feature with the cache provides it.
 */
export abstract class CachedResponses {
  /** Prepares for a GET request, before its caller is known. */
  abstract readonly prepare: RequestHandler;
  abstract readonly handle: RequestHandler;
}
