import type { Response } from 'express';

/**
 * The Content-Security-Policy of a page: style sheets, images and fonts of our own, and no script at all, nor a style in
 * the markup. An answer that is no page keeps the stricter one that every answer has.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join(';');

/** Makes of the answer one that carries a page. Figures change, and are for who asked: nobody keeps it. */
export function asPage(response: Response): Response {
  return response
    .type('html')
    .set({ 'Cache-Control': 'no-store', 'Content-Security-Policy': PAGE_POLICY, 'Content-Language': 'en-GB' });
}
