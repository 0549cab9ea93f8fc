import type { Response } from 'express';
import type { PublicError } from './public-error.js';

/** Shows errors as pages to browsers, where a program gets data. The feature with the pages provides it. */
export abstract class ErrorPages {
  /**
   * Answers with the page of an error and the error's HTTP status.
   *
   * @throws Error if the page cannot be made, in which case nothing has been sent
   */
  abstract answer(response: Response, error: PublicError): void;
}
