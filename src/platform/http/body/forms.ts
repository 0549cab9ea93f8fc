import { UnsupportedMediaTypeException } from '@nestjs/common';
import express, { type NextFunction, type Request, type Response } from 'express';

/** How a browser sends a form without files. */
const FORM = 'application/x-www-form-urlencoded';

/** A text of up to 20,000 characters, each of at most twelve bytes as it is sent, and room for a few other fields. */
const read = express.urlencoded({ extended: false, limit: 250_000, parameterLimit: 10 });

/**
 * Puts the fields of a form into `body`.
 *
 * @throws HttpException 413 if it is too large, 415 if the body is no form
 */
export function readForm(request: Request, response: Response, next: NextFunction): void {
  // null: there is no body.
  if (request.is(FORM) === false) throw new UnsupportedMediaTypeException(`Send the form as ${FORM}.`);
  read(request, response, next);
}
