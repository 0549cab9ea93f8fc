import { parseArgs } from 'node:util';

/** What a command was called with. */
export interface Arguments<Flag extends string> {
  /** Those of its flags that were given, as `--flag` or by their first letter. */
  readonly flags: ReadonlySet<Flag>;
  /** What it does not know, as it was typed. */
  readonly unknown: readonly string[];
}

/**
 * Reads the arguments of a command that takes flags and nothing else.
 *
 * @param args without the program and its script
 */
export function readArguments<const Flag extends string>(
  args: readonly string[],
  known: readonly Flag[],
): Arguments<Flag> {
  const options = Object.fromEntries(known.map((flag) => [flag, { type: 'boolean', short: flag.charAt(0) } as const]));
  // Not strict: the words for what is unknown are ours, and tell all of it.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const flags = new Set<Flag>();
  const unknown: string[] = [];
  for (const token of tokens) {
    const flag = token.kind === 'option' && token.value === undefined ? known.find((one) => one === token.name) : null;
    if (flag != null) flags.add(flag);
    else unknown.push(args[token.index] ?? '');
  }
  return { flags, unknown };
}

/** Says what is not known of a command's arguments, and where to read of them. */
export function unknownArguments(unknown: readonly string[], help: string): string {
  return `Unknown argument: ${unknown.join(' ')}. What can be asked for: ${help}. Settings are environment variables.`;
}
