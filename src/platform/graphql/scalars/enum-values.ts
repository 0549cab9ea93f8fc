import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, isEnumType, type GraphQLEnumType, type ValueNode } from 'graphql';

/** A value that an enum does not have, with those that it has. */
class EnumValueError extends GraphQLError {
  constructor(
    message: string,
    nodes: ValueNode | null,
    readonly values: readonly string[],
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
 * The values of the enum that an error is about, in words; null if it is about something else. They are listed outside
 * demo mode too: only known callers get so far, and they have used the argument.
 */
export function enumValuesIn(error: unknown): string | null {
  for (let cause = error; cause instanceof GraphQLError; cause = cause.originalError) {
    if (cause instanceof EnumValueError) return `The values are: ${cause.values.join(', ')}.`;
  }
  return null;
}

function rememberValuesOf(type: GraphQLEnumType): void {
  const parseValue = type.parseValue.bind(type);
  const parseLiteral = type.parseLiteral.bind(type);
  type.parseValue = (value, hideSuggestions) => withValues(type, null, () => parseValue(value, hideSuggestions));
  type.parseLiteral = (node, variables, hideSuggestions) =>
    withValues(type, node, () => parseLiteral(node, variables, hideSuggestions));
}

function withValues(type: GraphQLEnumType, node: ValueNode | null, parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const values = type.getValues().map(({ name }) => name);
    throw new EnumValueError(error.message, node, values);
  }
}
