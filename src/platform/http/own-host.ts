import { HttpException, HttpStatus } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** This machine by the names that a browser on it may use, on any port: a tunnel or a container may give it another. */
const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/**
 * Refuses a request that was meant for another host. The demo needs no secret, so without this a page of any site could
 * read it, by having its own name lead to 127.0.0.1 once it is loaded (DNS rebinding): such a request names that site.
 */
export const requireOwnHost: RequestHandler = (request, _, next) => {
  next(
    THIS_MACHINE.test(request.headers.host ?? '')
      ? undefined
      : new HttpException('The demo answers at 127.0.0.1 and localhost only.', HttpStatus.MISDIRECTED),
  );
};
