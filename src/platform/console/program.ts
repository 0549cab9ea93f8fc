import { CodedError, ProgramRefused } from '../../common/errors.js';
import { failureInWords } from './failure-words.js';
import { readArguments, type Given, type Options } from './arguments.js';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/** The exit code for an unknown argument. */
const NOT_UNDERSTOOD = 2;

/** Where a program writes to. Only the files that are started use the console directly. */
export type Terminal = Pick<Console, 'log' | 'error'>;

/** A program that is started from a command line. */
export interface Program<O extends Options> {
  readonly terminal: Terminal;
  /** The command that shows its help. */
  readonly helpCommand: string;
  /** The text of `--help`, which every program has. */
  readonly help: () => string;
  /** Its options, besides `--help`. */
  readonly options: O;
  /** The exit code if it fails. */
  readonly failed: number;
  /** Does the work. @returns the exit code */
  readonly run: (values: Given<O>) => Promise<number>;
}

/**
 * Runs a program: reads its command line and sets the exit code. An error that the person can put right is shown as its
 * message, and an error of the database or the system in words. Of any other error only the stack is shown, because a
 * database error contains whole statements and their parameters.
 */
export async function runProgram<const O extends Options>(program: Program<O>): Promise<void> {
  const { terminal, helpCommand, help, options, failed, run } = program;
  // The reader of a pipe, such as `head`, may stop early. The work still ends as it would.
  process.stdout.on('error', ignoreClosedPipe);
  try {
    const args = process.argv.slice(2);
    const all: Options = { ...options, ...HELP };
    const { values, unknown } = readArguments(args, all);
    if (unknown !== null) {
      terminal.error(
        `Unknown argument: ${unknown.join(' ')}. Expected: ${listed(all)}. To see what each does, run ${helpCommand}. ` +
          'Settings are environment variables.',
      );
      process.exitCode = NOT_UNDERSTOOD;
    } else if (values['help'] === true) {
      terminal.log(help());
    } else {
      process.exitCode = await run(values as Given<O>);
    }
  } catch (error) {
    printFailure(terminal, error);
    process.exitCode = failed;
  }
}

/** The options as they are typed. */
function listed(options: Options): string {
  return Object.entries(options)
    .map(([name, { type }]) => (type === 'string' ? `--${name} <value>` : `--${name}`))
    .join(', ');
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Shows at the console why the program failed. */
export function printFailure(terminal: Terminal, error: unknown): void {
  const isForPerson = error instanceof ProgramRefused || error instanceof CodedError;
  const words = isForPerson || !(error instanceof Error) ? wordsOf(error) : failureInWords(error);
  terminal.error(words ?? (error as Error).stack);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
