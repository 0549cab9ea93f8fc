import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { BadRequestException } from '@nestjs/common';
import { json, type RequestHandler } from 'express';

/**
 * Reads JSON bodies, and keeps their bytes as `rawBody`, by which one question is told from another. By Express's own
 * parser: Nest's lets nobody look at the bytes before they are text.
 *
 * @param limit of a body, in bytes after decompression
 */
export function readJson(limit: number): RequestHandler {
  return json({
    limit,
    verify: (request: IncomingMessage & { rawBody?: Buffer }, _, body, charset) => {
      requireUtf8(body, charset);
      request.rawBody = body;
    },
  });
}

/**
 * Refuses a body that says it is UTF-8 and is not: the parser would put U+FFFD in the place of what it cannot read, and a
 * note would be stored otherwise than it was sent.
 */
function requireUtf8(body: Buffer, charset: string): void {
  if (charset === 'utf-8' && !isUtf8(body)) {
    throw new BadRequestException('The body is not UTF-8. Encode it as UTF-8 and send it again.');
  }
}
