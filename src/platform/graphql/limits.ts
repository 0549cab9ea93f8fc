import type { ApolloServerPlugin, BaseContext, GraphQLRequestContextDidResolveOperation } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { getVariableValues, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';
import type { Limits } from '../../config/config.js';

type Operation = GraphQLRequestContextDidResolveOperation<BaseContext>;

/**
 * Depth and aliases, counted over the operation with its fragments opened up. They run beside graphql's own rules, so
 * the fragments may be unknown or cyclic here. `__schema` is left out of the depth: introspection has its own limit.
 */
export function shapeLimits(limits: Pick<Limits, 'maxQueryDepth' | 'maxQueryAliases'>): ValidationRule[] {
  // A rule that throws would end in an INTERNAL_ERROR: these report.
  const refuse = (message: string) => ({
    propagateOnRejection: false,
    onReject: [(context: ValidationContext | null) => context?.reportError(tooComplex(message))],
  });
  const { maxQueryDepth, maxQueryAliases } = limits;
  return [
    maxDepthRule({
      n: maxQueryDepth,
      flattenFragments: true,
      ...refuse(`The query nests more than ${maxQueryDepth} levels of fields. Ask for less at once.`),
    }),
    maxAliasesRule({
      n: maxQueryAliases,
      ...refuse(`The query has more than ${maxQueryAliases} aliases. Split it into several.`),
    }),
  ];
}

/**
 * The cost of the operation that is asked for, before it runs: 1 a field, or what its `complexity` says of it. It runs
 * after validation, when the variables are known and no fragment is cyclic.
 */
export function costLimit(maxCost: number): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: (operation) => {
          if (costOf(operation) > maxCost)
            throw tooComplex(`The query costs more than ${maxCost} (about one a field). Ask for less at once.`);
          return Promise.resolve();
        },
      }),
  };
}

/**
 * The length of every list in the variables, before any of them is looked at: validation tells what is wrong with each
 * item, which would keep a long list's sender, and everybody else, waiting.
 */
export function listLimit(maxItems: number): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request }) => {
          if (hasLongList(request.variables, maxItems))
            throw new GraphQLError(`A list in the variables has more than ${maxItems} items. Send fewer at once.`, {
              extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
            });
          return Promise.resolve();
        },
      }),
  };
}

/** Looks without recursion: variables may nest deeper than the stack. */
function hasLongList(variables: unknown, maxItems: number): boolean {
  const open: unknown[] = [variables];
  while (open.length > 0) {
    const value = open.pop();
    if (Array.isArray(value) && value.length > maxItems) return true;
    if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) open.push(item);
    }
  }
  return false;
}

/** Infinity where there are too many fields to count, as fragments within fragments can make them. */
function costOf({ schema, document, operation, request }: Operation): number {
  // None of that name: execution says so.
  if (operation === undefined) return 0;
  const { variableDefinitions = [] } = operation;
  const variables = getVariableValues(schema, variableDefinitions, request.variables ?? {}, { maxErrors: 1 });
  // Execution says what is wrong with the variables, better and in full.
  if (variables.errors) return 0;
  try {
    return getComplexity({
      schema,
      query: document,
      estimators: [fieldExtensionsEstimator(), simpleEstimator({ defaultComplexity: 1 })],
      ...(request.variables === undefined ? {} : { variables: request.variables }),
      ...(operation.name === undefined ? {} : { operationName: operation.name.value }),
    });
  } catch (error) {
    // About an argument where it points at one (execution says so too), else about the number of fields.
    if (error instanceof GraphQLError) return error.nodes === undefined ? Infinity : 0;
    throw error;
  }
}

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });
}
