import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { createGunzip, createInflate, type Gunzip } from 'node:zlib';
import { BadRequestException, UnsupportedMediaTypeException } from '@nestjs/common';

/**
 * The supported encodings. Brotli is not one, because the sender decides how much memory decoding takes, up to 16 MB.
 */
const INFLATE: Readonly<Record<string, () => Gunzip>> = { gzip: createGunzip, deflate: createInflate };

/** The initial size of the buffer; most bodies fit into it. */
const FIRST_BYTES = 16 * 1024;

/**
 * Reads the body of a request, decompressed if needed.
 *
 * @param accept called with every decompressed piece as it arrives; an error that it throws ends the reading, and the
 *   request stays open for an answer
 * @throws HttpException 415 for an unsupported encoding, 400 for a broken body
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
        // Pieces are copied, because each keeps the whole block alive with which it was read, however small it is.
        if (length + piece.length > bytes.length) bytes = enlarged(bytes.subarray(0, length), length + piece.length);
        length += piece.copy(bytes, length);
      } catch (error) {
        fail(error as Error);
      }
    };
    source.on('data', take).once('end', () => resolve(bytes.subarray(0, length)));
    inflate?.once('error', () =>
      fail(
        new BadRequestException(
          'The body is not compressed in the way that Content-Encoding says. Correct one of the two.',
        ),
      ),
    );
    const breakOff = (): void => {
      if (!request.complete)
        fail(new BadRequestException('The connection ended before the whole body arrived. Send the request again.'));
    };
    request.once('error', breakOff).once('close', breakOff);
  });
}

/** A buffer of at least twice the size, with the same content. */
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
    throw new UnsupportedMediaTypeException(
      'The Content-Encoding is not supported. Use gzip, deflate or no compression.',
    );
  return make();
}
