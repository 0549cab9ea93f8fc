import { readFileSync } from 'node:fs';

/** The version that package.json gives, which lies beside src and dist alike. */
export function buildVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
