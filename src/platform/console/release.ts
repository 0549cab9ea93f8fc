import { readFileSync } from 'node:fs';
import { z } from 'zod';

const Package = z.object({ version: z.string(), description: z.string(), scripts: z.record(z.string(), z.string()) });

/** The version, description and scripts of this release, from package.json. */
export function readRelease(): z.output<typeof Package> {
  return Package.parse(JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')));
}
