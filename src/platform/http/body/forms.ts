import { ForbiddenException, UnsupportedMediaTypeException } from '@nestjs/common';
import express, { type Request, type RequestHandler } from 'express';

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
    if (isFromElsewhere(request)) throw new ForbiddenException('This form can only be sent from its own page.');
    // null: there is no body.
    if (request.is(FORM) === false) throw new UnsupportedMediaTypeException(`Send the form as ${FORM}.`);
    read(request, response, next);
  };
}

/** Whether a browser says that a form was on a page of another site. Other programs send none of these headers. */
function isFromElsewhere({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  const { origin, host = '' } = headers;
  if (origin === undefined) return false;
  if (!URL.canParse(origin)) return true;
  const { protocol, host: hostOfOrigin } = new URL(origin);
  const own = `${protocol}//${host}`;
  return !URL.canParse(own) || new URL(own).host !== hostOfOrigin;
}
