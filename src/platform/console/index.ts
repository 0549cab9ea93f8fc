export { beginning, ready, stopped } from './announcements.js';
export { HELP_COMMAND, startHelp } from './help.js';
export { paintFor, type Paint } from './output/paint.js';
export { runProgram, printFailure, type Terminal } from './program.js';
export { Progress } from './output/progress.js';
export { readRelease } from './release.js';
export { columns, wrapped } from './output/text.js';
