import { GraphQLError, type ASTNode } from 'graphql';
import { LosslessNumber } from 'lossless-json';

/** BAD_USER_INPUT for an invalid value of a scalar, in a variable or a literal. */
export function badInput(message: string, node: ASTNode | null = null): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
}

/** The same, with the status 400, for a plugin: Apollo takes any other error of theirs for a fault of the service. */
export function badRequest(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } });
}

/** What kind of value a variable has, as a message names it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return value instanceof LosslessNumber ? 'number' : typeof value;
}
