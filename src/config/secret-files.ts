import { readFileSync } from 'node:fs';
import { SETTINGS, type SettingName } from './settings.js';

/** Settings that name a file which contains the value of another setting, such as a secret mounted into a container. */
const FILE_SETTINGS = SETTINGS.filter((setting) => 'variable' in setting);

export interface SecretFiles {
  /** The contents of the files, by the setting whose value they are; without files that cannot be used. */
  readonly values: Partial<Record<SettingName, string>>;
  /** Problems, without any value. A path is not given either, because the secret itself may be there by mistake. */
  readonly problems: readonly string[];
}

/** Reads the files that settings such as DATABASE_URL_FILE name; white space around their content is removed. */
export function readSecretFiles(settings: Partial<Record<SettingName, string>>): SecretFiles {
  const values: Partial<Record<SettingName, string>> = {};
  const problems: string[] = [];
  for (const { name, variable } of FILE_SETTINGS) {
    const path = settings[name];
    if (path === undefined) {
      continue;
    }
    if (settings[variable] !== undefined) {
      problems.push(`${variable} and ${name} are both set: set only one of them`);
      continue;
    }
    const found = read(path);
    if ('problem' in found) {
      problems.push(`${name} ${found.problem}`);
    } else {
      values[variable] = found.text;
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
  return text.includes('\n') ? { problem: 'names a file with more than one line' } : { text };
}
