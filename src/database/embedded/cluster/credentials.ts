import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeAtomically } from '../atomic-file.js';
import { StartupError, codeOf, refusalFrom } from '../startup-error.js';

/** The file in DATA_DIR with the passwords of the embedded database, readable by its owner only. */
export const CREDENTIALS_FILE = 'credentials.json';

const Password = z.string().min(16);
const Credentials = z.strictObject({ superuser: Password, owner: Password, serving: Password });

/** The passwords of the three roles: `postgres`, the owner that migrates, and the serving role. */
export type Credentials = z.infer<typeof Credentials>;

/** The passwords stored in DATA_DIR; null if there are none yet. @throws StartupError if they cannot be read */
export async function readCredentials(dataDir: string): Promise<Credentials | null> {
  const path = join(dataDir, CREDENTIALS_FILE);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw refusalFrom(error, `read ${path}`);
  });
  if (text === null) return null;
  const parsed = Credentials.safeParse(tryJson(text));
  if (parsed.success) return parsed.data;
  throw new StartupError(
    `${path} is damaged, and without its passwords the database beside it cannot be opened. ` +
      `Restore the file from a backup, or delete ${dataDir} to begin with fresh data.`,
  );
}

/** Makes three random passwords and stores them in DATA_DIR, before the database is created. */
export async function createCredentials(dataDir: string): Promise<Credentials> {
  // base64url needs no escaping in a URL, a shell or an SQL string.
  const word = (): string => randomBytes(24).toString('base64url');
  const credentials: Credentials = { superuser: word(), owner: word(), serving: word() };
  await writeAtomically(join(dataDir, CREDENTIALS_FILE), `${JSON.stringify(credentials, null, 2)}\n`, 0o600);
  return credentials;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
