import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The options of a command, as `util.parseArgs` takes them. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** What was given for each option; left out where it was not. */
export type Given<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** What a command was called with. */
export type Arguments<O extends Options> =
  | { readonly values: Given<O>; readonly unknown: null }
  /** What it does not know, or knows otherwise, as it was typed. */
  | { readonly values: null; readonly unknown: readonly string[] };

/**
 * Reads the arguments of a command that takes options and nothing else, each as `--option` or by its letter.
 *
 * @param args without the program and its script
 */
export function readArguments<const O extends Options>(args: readonly string[], options: O): Arguments<O> {
  // First not strict: the words for what is unknown are ours, and tell all of it.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const unknown = tokens.filter((token) => !isKnown(token, options)).map(({ index }) => args[index] ?? '');
  return unknown.length > 0
    ? { values: null, unknown }
    : { values: parseArgs({ args: [...args], options }).values, unknown: null };
}

type Token = ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>['tokens'][number];

/** An option that there is, with a value exactly where it wants one; what begins with a dash is another option. */
function isKnown(token: Token, options: Options): boolean {
  const option = token.kind === 'option' && Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (token.kind !== 'option' || option === undefined) return false;
  const { value, inlineValue } = token;
  return option.type === 'string'
    ? value !== undefined && (inlineValue || !value.startsWith('-'))
    : value === undefined;
}
