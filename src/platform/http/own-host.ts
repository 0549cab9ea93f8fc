import { HttpException, HttpStatus } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** This machine's host names, with any port, because a tunnel or a container may map it to another port. */
const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Headers that proxies and tunnels add. A client on this machine has no reason to send them. */
const FORWARDING =
  /forwarded|client-?ip|real-?ip|proxyuser|^(via|cdn-loop|x-varnish|x-rewrite-url|x-ms-proxy)$|^(cf|fastly|fly|ngrok|tailscale|x-amz|x-amzn|x-appengine|x-arr|x-azure|x-envoy|x-original|x-vercel)-/;

/**
 * Refuses a request for another host. The demo needs no secret, so without this check a page of any website could read
 * it by pointing its own name to 127.0.0.1 after it is loaded (DNS rebinding); such a request names that website as its
 * host. A request that a proxy or a tunnel forwarded comes from another machine, whatever host it names.
 */
export const requireOwnHost: RequestHandler = ({ headers }, _, next) => {
  const forwarding = Object.keys(headers).find((name) => FORWARDING.test(name));
  if (!THIS_MACHINE.test(headers.host ?? '')) {
    next(misdirected('The demo can be reached at 127.0.0.1 and localhost only. Use one of these in the address.'));
  } else if (forwarding !== undefined) {
    next(
      misdirected(
        `The demo can be used from this machine only, but the header '${forwarding}' shows that a proxy or a tunnel forwarded the request. Send it directly to 127.0.0.1 or localhost.`,
      ),
    );
  } else next();
};

function misdirected(message: string): HttpException {
  return new HttpException(message, HttpStatus.MISDIRECTED);
}
