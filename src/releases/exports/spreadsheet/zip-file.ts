import { strToU8, zipSync, type Zippable } from 'fflate';

/** A file of an archive: text, or bytes. */
export type ZipEntry = readonly [path: string, content: string | Uint8Array];

/**
 * A zip archive of files in their order. The same files and time give the same bytes.
 *
 * @param modifiedAt the time of every file in it
 */
export function zipOf(files: readonly ZipEntry[], modifiedAt: Date): Buffer {
  const mtime = noonOf(modifiedAt);
  const entries: Zippable = Object.fromEntries(
    files.map(([path, content]) => [
      path,
      [typeof content === 'string' ? strToU8(content) : content, { mtime, level: 9 }],
    ]),
  );
  return Buffer.from(zipSync(entries));
}

/**
 * Noon of the day, UTC, in the machine's time zone. A zip has local times without a zone, and noon exists once on each
 * day in every time zone.
 */
function noonOf(at: Date): Date {
  return new Date(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate(), 12);
}
