import type { Account } from './account.js';
import { readFile, stat } from 'node:fs/promises';
import { run } from '../run.js';

/** Whether this process runs as root, so that PostgreSQL needs another user. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** The user `postgres` if there is one, else `nobody`. */
export async function defaultAccount(): Promise<Account> {
  const accounts = await readAccounts();
  const found = accounts.find(({ name }) => name === 'postgres') ?? accounts.find(({ name }) => name === 'nobody');
  return found ?? { name: 'nobody', uid: 65_534, gid: 65_534 };
}

/** The owner of a file; the name is the number if it has none. */
export async function ownerOf(path: string): Promise<Account> {
  const { uid, gid } = await stat(path);
  const known = (await readAccounts()).find((account) => account.uid === uid);
  return { name: known?.name ?? `user ${String(uid)}`, uid, gid };
}

/** Whether the user can enter the folder. It tries, because access lists and mounts matter too. */
export async function canEnter(account: Account, folder: string): Promise<boolean> {
  const result = await run('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { as: account, timeoutMs: 10_000 });
  return result.ok;
}

async function readAccounts(): Promise<Account[]> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [name = '', , uid = '', gid = ''] = line.split(':');
    // With Number, not a pattern, because `nobody` has the number -2 on macOS.
    return name === '' || uid === '' || name.startsWith('#') ? [] : [{ name, uid: Number(uid), gid: Number(gid) }];
  });
}
