import { GraphQLError, type ASTNode } from 'graphql';

/** A value of a scalar that cannot be taken: BAD_USER_INPUT, as a variable and as a literal alike. */
export function badInput(message: string, node: ASTNode | null = null): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
}
