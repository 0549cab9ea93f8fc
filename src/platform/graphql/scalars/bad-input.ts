import { GraphQLError, type ASTNode } from 'graphql';

/** BAD_USER_INPUT for an invalid value of a scalar, in a variable or a literal. */
export function badInput(message: string, node: ASTNode | null = null): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
}
