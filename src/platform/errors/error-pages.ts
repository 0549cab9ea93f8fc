import type { Response } from 'express';
import type { PublicError } from './public-error.js';

/** Answers people with a page where a program gets data. Bound by whoever has pages, in a global module. */
export abstract class ErrorPages {
  /**
   * Answers with the page of an error, under the error's status.
   *
   * @throws Error when the page cannot be made; nothing has been sent then
   */
  abstract answer(response: Response, error: PublicError): void;
}
