import type { Response } from 'express';

/**
 * The Content-Security-Policy of a page. It allows our own style sheets, scripts, images and fonts, but no scripts and no
 * styles in the markup. An answer that is not a page keeps the stricter default policy.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Sets the headers of a page. It must not be cached, because figures change and are meant for one caller. */
export function asPage(response: Response): Response {
  return response
    .type('html')
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': PAGE_POLICY, 'Content-Language': 'en-GB' });
}
