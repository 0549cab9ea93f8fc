import { SETTINGS } from '../../config/settings.js';
import { ADDRESSES } from './addresses.js';
import type { Paint } from './output/paint.js';
import { readRelease } from './release.js';
import { columns, wrapped } from './output/text.js';

/** The command that shows this help. */
export const HELP_COMMAND = 'npm start -- --help';

/** The scripts of package.json for a person who runs the service, and what they do. */
const COMMANDS: readonly (readonly [script: string, does: string])[] = [
  ['start', 'builds and starts the service; Ctrl-C or SIGTERM stops it'],
  ['demo:reset', 'deletes the data of the embedded PostgreSQL, after asking; see npm run demo:reset -- --help'],
  ['verify', 'recomputes every total, checks stored rows against the audit record, and reports differences'],
  ['audit:verify', 'checks that no entry of the audit record was changed, removed or added'],
  ['bench', 'measures how many requests are answered in a second'],
  ['test', 'runs every test'],
];

const EXIT_CODES = [
  ['0', 'stopped normally'],
  ['1', 'could not start; the reason is shown'],
  ['2', 'unknown argument'],
] as const;

/** The text of `npm start -- --help`. It lists only commands that package.json has. */
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
    ['Paths, at http://127.0.0.1:3000 unless PORT and HOST say otherwise', columns(ADDRESSES)],
    [
      'Settings: environment variables, as in PORT=3001 npm start. Empty: unset. [ ] contains the default',
      columns(settings),
    ],
    ['Exit codes', columns(EXIT_CODES)],
  ] as const;
  return sections.map(([title, body]) => `${paint('bold', title)}\n${body}`).join('\n\n');
}
