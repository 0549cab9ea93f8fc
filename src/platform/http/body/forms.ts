import { ForbiddenException, UnsupportedMediaTypeException } from '@nestjs/common';
import express, { type RequestHandler } from 'express';

/** How a browser sends a form without files. */
const FORM = 'application/x-www-form-urlencoded';
/** A few fields. */
const MOST_FIELDS = 10;

/**
 * Puts the fields of a form into `body`.
 *
 * @throws HttpException 403 for a form on another site, 413 if it is too large, 415 if the body is no form
 */
export function readForm(mostBytes: number): RequestHandler {
  const read = express.urlencoded({ extended: false, limit: mostBytes, parameterLimit: MOST_FIELDS });
  return (request, response, next) => {
    // Browsers say where a form was; other programs send no such header.
    if (request.headers['sec-fetch-site'] === 'cross-site')
      throw new ForbiddenException('This form can only be sent from its own page.');
    // null: there is no body.
    if (request.is(FORM) === false) throw new UnsupportedMediaTypeException(`Send the form as ${FORM}.`);
    read(request, response, next);
  };
}
