export { beginning, ready, stopped } from './announcements.js';
export { HELP_COMMAND, startHelp } from './help.js';
export { paintFor, type Paint } from './paint.js';
export { runProgram, tellFailure } from './program.js';
export { Progress } from './progress.js';
export { readRelease } from './release.js';
export { columns, wrapped } from './text.js';
