import { CodedError, ProgramRefused } from '../../common/errors.js';
import { readArguments, type Given, type Options } from './arguments.js';

const HELP = { help: { type: 'boolean', short: 'h' } } as const;

/** The exit code of a command line that cannot be read. */
const NOT_UNDERSTOOD = 2;

/** Where a program tells its person things: only the files that are started hold the console. */
export type Terminal = Pick<Console, 'log' | 'error'>;

/** What a person starts from a command line. */
export interface Program<O extends Options> {
  readonly terminal: Terminal;
  /** How a person asks for its help. */
  readonly helpCommand: string;
  /** The answer to `--help`, which every program takes. */
  readonly help: () => string;
  /** Beside `--help`. */
  readonly options: O;
  /** The exit code when it could not do its work. */
  readonly failed: number;
  /** Does it, and gives the exit code. */
  readonly run: (values: Given<O>) => Promise<number>;
}

/**
 * Runs a program from its command line to its exit code. What its person can put right is told in words; of anything
 * else the stack and no more: an error of the database carries whole statements and their parameters.
 */
export async function runProgram<const O extends Options>(program: Program<O>): Promise<void> {
  const { terminal, helpCommand, help, options, failed, run } = program;
  try {
    const args = process.argv.slice(2);
    const all: Options = { ...options, ...HELP };
    const { values, unknown } = readArguments(args, all);
    if (unknown !== null) {
      terminal.error(
        `Unknown argument: ${unknown.join(' ')}. What can be asked for: ${helpCommand}. Settings are environment variables.`,
      );
      process.exitCode = NOT_UNDERSTOOD;
    } else if (values['help'] === true) {
      terminal.log(help());
    } else {
      process.exitCode = await run(values as Given<O>);
    }
  } catch (error) {
    tellFailure(terminal, error);
    process.exitCode = failed;
  }
}

/** Tells the person at the console why the program could not do its work. */
export function tellFailure(terminal: Terminal, error: unknown): void {
  const isForPerson = error instanceof ProgramRefused || error instanceof CodedError;
  terminal.error(isForPerson || !(error instanceof Error) ? wordsOf(error) : error.stack);
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
