import { SETTINGS } from '../../config/settings.js';
import { ADDRESSES } from './addresses.js';
import type { Paint } from './output/paint.js';
import { readRelease } from './release.js';
import { columns, wrapped } from './output/text.js';

/** How a person asks for this help. */
export const HELP_COMMAND = 'npm start -- --help';

/** The scripts of package.json that a person who runs the service wants, and what they do. */
const COMMANDS: readonly (readonly [script: string, does: string])[] = [
  ['start', 'builds and serves, until Ctrl-C or SIGTERM'],
  ['demo:reset', 'deletes the data of the embedded PostgreSQL, after asking; `-- --help` tells more'],
  ['verify', 'computes every total anew from the figures and compares'],
  ['audit:verify', 'follows the audit record from its first entry to its head, and names the first break'],
  ['bench', 'measures how many requests are answered in a second'],
  ['test', 'runs every test'],
];

const EXIT_CODES = [
  ['0', 'stopped, as it was told to'],
  ['1', 'could not start, and says why'],
  ['2', 'does not know an argument'],
] as const;

/** The answer to `npm start -- --help`. Names no command that package.json does not have. */
export function startHelp(paint: Paint): string {
  const { description, scripts } = readRelease();
  const commands = COMMANDS.filter(([script]) => script in scripts).map(
    ([script, does]) => [['start', 'test'].includes(script) ? `npm ${script}` : `npm run ${script}`, does] as const,
  );
  const settings = SETTINGS.map(
    ({ name, default: unset, meaning }) => [name, unset === null ? meaning : `${meaning} [${unset}]`] as const,
  );
  const sections = [
    ['npm start [-- --help | --version]', wrapped(`${description}.`).join('\n')],
    ['Commands', columns(commands)],
    ['Served, at http://127.0.0.1:3000 unless the settings say otherwise', columns(ADDRESSES)],
    ['Settings: environment variables, such as PORT=3001 npm start; an empty one counts as unset', columns(settings)],
    ['Exit codes', columns(EXIT_CODES)],
  ] as const;
  return sections.map(([title, body]) => `${paint('bold', title)}\n${body}`).join('\n\n');
}
