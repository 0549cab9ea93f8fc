import { ProgramRefused } from '../../common/errors.js';

/** The database cannot be used, or the start cannot continue. */
export class StartupError extends ProgramRefused {
  override readonly name = 'StartupError';
}

const WAYS_OUT: Readonly<Record<string, string>> = {
  EACCES: 'this user has no permission. Set DATA_DIR to a folder that this user may write to, or grant the permission',
  EPERM: 'the system does not allow it. Set DATA_DIR to a folder on an ordinary local disk that this user owns',
  EROFS: 'the disk is read-only. Set DATA_DIR to a folder on a disk that can be written to',
  ENOSPC: 'the disk is full. Free some space (the database needs about 100 MB) and start again',
  EDQUOT: "this user's disk quota is used up. Free some space (the database needs about 100 MB) and start again",
  ENOENT: 'a folder cannot be created in its parent folder. Set DATA_DIR to a folder on an ordinary local disk',
  ENOTDIR: 'a part of the path is a file. Set DATA_DIR to a folder',
  EEXIST: 'there is already a file with this name. Set DATA_DIR to a folder',
  ELOOP: 'its symbolic links form a loop. Set DATA_DIR to a folder',
  ENAMETOOLONG: 'the path is too long. Set DATA_DIR to a shorter one',
};

/**
 * The code of a system error (`ENOENT`), or null for any other error. It does not check the class, because in Jest
 * errors from Node's core have the `Error` class of another realm.
 */
export function codeOf(error: unknown): string | null {
  const known = typeof error === 'object' && error !== null && 'code' in error ? error.code : null;
  return typeof known === 'string' ? known : null;
}

/** The message of any thrown value. */
export function messageOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
}

/** A message for a system error during `doing` ("create the folder /x"). A StartupError is returned unchanged. */
export function refusalFrom(error: unknown, doing: string): StartupError {
  if (error instanceof StartupError) return error;
  const known = WAYS_OUT[codeOf(error) ?? ''];
  const reason = known ?? messageOf(error);
  return new StartupError(`Cannot ${doing}: ${reason}.`, { cause: error });
}

/** Runs `work` and turns a system error in it into a StartupError that names what was being done. */
export async function refusing<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw refusalFrom(error, doing);
  }
}
