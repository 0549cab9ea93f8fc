import type { RequestHandler } from 'express';

/**
 * Answers GraphQL requests for which an answer that still holds lies ready, once their body has been read and before
 * anything is executed; hands on all others. Bound by whoever has such answers.
 */
export abstract class AnswersAgain {
  abstract readonly handle: RequestHandler;
}
