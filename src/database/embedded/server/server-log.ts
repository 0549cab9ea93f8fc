import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LOG_FOLDER } from './settings.js';

const KEPT_DAYS = 6;
const KEPT_BYTES = 16 * 1024 * 1024;
const SHOWN_BYTES = 4_096;

/** The file with the server's output before its log collector runs. Overwritten at each start. */
export const START_LOG = 'startup.log';

/**
 * Limits the size of the log. PostgreSQL truncates a weekday's file only if the server runs at midnight, so starts on
 * seven Mondays would add up. Called before a start, while the server is stopped.
 */
export async function pruneLog(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, START_LOG), { force: true }).catch(() => undefined);
  for (const path of await logFiles(dataFolder)) {
    const found = await stat(path).catch(() => null);
    if (found === null) continue;
    const tooOld = Date.now() - found.mtimeMs > KEPT_DAYS * 86_400_000;
    if (tooOld || found.size > KEPT_BYTES) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** The server's last output since `since` (milliseconds), for a message about a failed start. */
export async function lastOutput(dataFolder: string, since: number): Promise<string> {
  const parts: string[] = [];
  for (const path of [join(dataFolder, START_LOG), ...(await logFiles(dataFolder))]) {
    const found = await stat(path).catch(() => null);
    if (found !== null && found.mtimeMs >= since - 1_000) parts.push(await tail(path, found.size));
  }
  return parts.join('\n');
}

async function logFiles(dataFolder: string): Promise<string[]> {
  const folder = join(dataFolder, LOG_FOLDER);
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith('postgresql-')).map((name) => join(folder, name));
}

async function tail(path: string, size: number): Promise<string> {
  const file = await open(path, 'r');
  try {
    const length = Math.min(size, SHOWN_BYTES);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
