import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate, type Gunzip } from 'node:zlib';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';

/** Brotli is not among them: whoever compresses chooses how much memory it takes to read, up to 16 MB. */
const INFLATE: Readonly<Record<string, () => Gunzip>> = { gzip: createGunzip, deflate: createInflate };

/** Most bodies fit into it. */
const FIRST_BYTES = 16 * 1024;

/**
 * The body of a request, inflated where it comes compressed.
 *
 * @param accept is given every piece, inflated, as it comes; what it throws ends the reading, and the request stays open
 *   for an answer
 * @throws HttpException 415 for another encoding, 400 for one that is broken
 */
export async function readBody(request: IncomingMessage, accept: (piece: Buffer) => void): Promise<Buffer> {
  const inflate = inflaterOf(request);
  const source: Readable = inflate === null ? request : request.pipe(inflate);
  let bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let length = 0;
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      source.off('data', take);
      if (inflate !== null) request.unpipe(inflate);
      inflate?.destroy();
      request.pause();
      reject(error);
    };
    const take = (piece: Buffer): void => {
      try {
        accept(piece);
        // Not kept as they come: each holds the whole block that it was read with, however small it is.
        if (length + piece.length > bytes.length) bytes = enlarged(bytes.subarray(0, length), length + piece.length);
        length += piece.copy(bytes, length);
      } catch (error) {
        fail(error as Error);
      }
    };
    source.on('data', take).once('end', () => resolve(bytes.subarray(0, length)));
    inflate?.once('error', () => fail(new BadRequestException('The body is not compressed as Content-Encoding says.')));
    const breakOff = (): void => {
      if (!request.complete) fail(new BadRequestException('The body broke off.'));
    };
    request.once('error', breakOff).once('close', breakOff);
  });
}

/** With room for as much again, since more may come. */
function enlarged(bytes: Buffer, least: number): Buffer {
  const larger = Buffer.allocUnsafe(Math.max(2 * bytes.length, least));
  bytes.copy(larger);
  return larger;
}

function inflaterOf({ headers }: IncomingMessage): Gunzip | null {
  const encoding = (headers['content-encoding'] ?? 'identity').toLowerCase();
  if (encoding === 'identity') return null;
  const make = Object.hasOwn(INFLATE, encoding) ? INFLATE[encoding] : undefined;
  if (make === undefined)
    throw new UnsupportedMediaTypeException('The body may be compressed by gzip or deflate, and by nothing else.');
  return make();
}
