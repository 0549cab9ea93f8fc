import type { Response } from 'express';
import type { FileToSend } from './release-files.js';

/**
 * Sends a file of a release.
 *
 * @param cacheControl how the caller may store it; one that is under embargo may not be stored
 */
export function sendFile(
  response: Response,
  { bytes, etag, isHeld, mediaType, downloadName, describedBy }: FileToSend,
  cacheControl: string,
): void {
  if (downloadName !== null) response.attachment(downloadName);
  if (describedBy !== null) response.set('Link', describedBy);
  if (isHeld) response.set('Cache-Control', 'no-store');
  else response.set({ 'Cache-Control': cacheControl, ETag: etag });
  response.set('Content-Type', mediaType).send(bytes);
}
