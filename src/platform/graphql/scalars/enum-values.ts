import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, isEnumType, Kind, type GraphQLEnumType, type ValueNode } from 'graphql';
import { enumHint } from './enum.js';

/** A value that an enum does not have, with those that it has. */
class EnumValueError extends GraphQLError {
  constructor(
    message: string,
    nodes: ValueNode | null,
    readonly values: readonly string[],
    readonly hint: string | null,
  ) {
    super(message, { nodes });
  }
}

/**
 * Makes errors about values that an enum does not have know those that it has: see `enumValuesIn`. This is done to the
 * schema that is served, because sorting a schema copies its enums.
 */
export const rememberEnumValues: ApolloServerPlugin = {
  serverWillStart: ({ schema }) => {
    for (const type of Object.values(schema.getTypeMap())) {
      if (isEnumType(type) && !type.name.startsWith('__')) rememberValuesOf(type);
    }
    return Promise.resolve();
  },
};

/**
 * The values of the enum that an error is about, in words, after the one that was probably meant; null if it is about
 * something else. They are listed outside demo mode too: only known callers get so far, and they have used the argument.
 */
export function enumValuesIn(error: unknown): string | null {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError) {
    if (!(cause instanceof EnumValueError)) continue;
    const values = `The values are: ${cause.values.join(', ')}.`;
    return cause.hint === null ? values : `${cause.hint} ${values}`;
  }
  return null;
}

function rememberValuesOf(type: GraphQLEnumType): void {
  const parseValue = type.parseValue.bind(type);
  const parseLiteral = type.parseLiteral.bind(type);
  // The library's own suggestions are hidden: `enumHint` knows more words.
  type.parseValue = (value) => withValues(type, { value }, () => parseValue(value, true));
  type.parseLiteral = (node, variables) => withValues(type, { node }, () => parseLiteral(node, variables, true));
}

/** What was sent for an enum: a variable's value, or a value in the document. */
type Sent = { readonly value: unknown } | { readonly node: ValueNode };

function withValues(type: GraphQLEnumType, sent: Sent, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const values = type.getValues().map(({ name }) => name);
    const word = wordOf(sent);
    throw new EnumValueError(
      error.message,
      'node' in sent ? sent.node : null,
      values,
      word === null ? null : enumHint(type.name, word),
    );
  }
}

/** What was sent, if it is a word: `KG`, or "kg" with quotation marks; else null. */
function wordOf(sent: Sent): string | null {
  if ('value' in sent) return typeof sent.value === 'string' ? sent.value : null;
  return sent.node.kind === Kind.ENUM || sent.node.kind === Kind.STRING ? sent.node.value : null;
}
