import { HttpException, HttpStatus } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** This machine by the names that a browser on it may use, on any port: a tunnel or a container may give it another. */
const THIS_MACHINE = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** What proxies and tunnels say of whom they ask for; nobody on this machine has a reason to. */
const FORWARDING =
  /forwarded|client-?ip|real-?ip|proxyuser|^(via|cdn-loop|x-varnish|x-rewrite-url|x-ms-proxy)$|^(cf|fastly|fly|ngrok|tailscale|x-amz|x-amzn|x-appengine|x-arr|x-azure|x-envoy|x-original|x-vercel)-/;

/**
 * Refuses a request that was meant for another host. The demo needs no secret, so without this a page of any site could
 * read it, by having its own name lead to 127.0.0.1 once it is loaded (DNS rebinding): such a request names that site.
 * A request that a proxy or a tunnel passed on comes from somewhere else too, whatever host it names.
 */
export const requireOwnHost: RequestHandler = ({ headers }, _, next) => {
  const forwarding = Object.keys(headers).find((name) => FORWARDING.test(name));
  if (!THIS_MACHINE.test(headers.host ?? '')) {
    next(misdirected('The demo answers at 127.0.0.1 and localhost only.'));
  } else if (forwarding !== undefined) {
    next(
      misdirected(
        `The demo answers this machine only, and the header '${forwarding}' says that a proxy or a tunnel passed this on. Ask it directly at 127.0.0.1 or localhost.`,
      ),
    );
  } else next();
};

function misdirected(message: string): HttpException {
  return new HttpException(message, HttpStatus.MISDIRECTED);
}
