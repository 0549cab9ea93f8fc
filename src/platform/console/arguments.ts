import { parseArgs, type ParseArgsConfig } from 'node:util';

/** The options of a command, in the form of `util.parseArgs`. */
export type Options = NonNullable<ParseArgsConfig['options']>;

/** The value of each option that was given. */
export type Given<O extends Options> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

/** The arguments of a command, read. */
export type Arguments<O extends Options> =
  | { readonly values: Given<O>; readonly unknown: null }
  /** The arguments that are unknown, or have a value wrongly, as typed. */
  | { readonly values: null; readonly unknown: readonly string[] };

/**
 * Reads the arguments of a command that has options only, each as `--option` or by its letter.
 *
 * @param args the arguments, without the program and its script
 */
export function readArguments<const O extends Options>(args: readonly string[], options: O): Arguments<O> {
  // Not strict at first, so that our own message can list all unknown arguments.
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const unknown = tokens.filter((token) => !isKnown(token, options)).map(({ index }) => args[index] ?? '');
  return unknown.length > 0
    ? { values: null, unknown }
    : { values: parseArgs({ args: [...args], options }).values, unknown: null };
}

type Token = ReturnType<typeof parseArgs<{ tokens: true; strict: false }>>['tokens'][number];

/** Whether an option is known and has a value exactly if it needs one. A value cannot begin with a dash. */
function isKnown(token: Token, options: Options): boolean {
  const option = token.kind === 'option' && Object.hasOwn(options, token.name) ? options[token.name] : undefined;
  if (token.kind !== 'option' || option === undefined) return false;
  const { value, inlineValue } = token;
  return option.type === 'string'
    ? value !== undefined && (inlineValue || !value.startsWith('-'))
    : value === undefined;
}
