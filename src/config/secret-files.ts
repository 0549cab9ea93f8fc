import { readFileSync } from 'node:fs';
import { SETTINGS, type SettingName } from './settings.js';

/** Settings that may come from a file, as secrets are mounted into containers, by the setting that names the file. */
const FILE_SETTINGS = SETTINGS.filter((setting) => 'holds' in setting);

export interface SecretFiles {
  /** What the files hold, by the setting that it is the value of; a file that cannot be used has none. */
  readonly values: Partial<Record<SettingName, string>>;
  /** What is wrong, without any value: not a file's path either, since it may be the secret itself, put there by mistake. */
  readonly problems: readonly string[];
}

/** Reads the files that settings such as DATABASE_URL_FILE name; white space around what they hold does not count. */
export function readSecretFiles(settings: Partial<Record<SettingName, string>>): SecretFiles {
  const values: Partial<Record<SettingName, string>> = {};
  const problems: string[] = [];
  for (const { name, holds } of FILE_SETTINGS) {
    const path = settings[name];
    if (path === undefined) {
      continue;
    }
    if (settings[holds] !== undefined) {
      problems.push(`${holds} and ${name} are both set: set one of them`);
      continue;
    }
    const found = read(path);
    if ('problem' in found) {
      problems.push(`${name} ${found.problem}`);
    } else {
      values[holds] = found.text;
    }
  }
  return { values, problems };
}

function read(path: string): { text: string } | { problem: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { problem: `names a file that cannot be read (${code ?? 'unknown'})` };
  }
  if (text === '') {
    return { problem: 'names a file that is empty' };
  }
  return text.includes('\n') ? { problem: 'names a file of more than one line' } : { text };
}
