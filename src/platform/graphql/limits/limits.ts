import type { ApolloServerPlugin } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { Response } from 'express';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { CodedError, ERROR_TABLE } from '../../../common/errors.js';
import type { Limits } from '../../../config/config.js';
import { requestScope } from '../../request-scope/index.js';
import type { CostUnderWay } from './cost-under-way.js';
import { costOfOperation } from './price.js';

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
      // Left to itself the rule passes over `__typename`.
      allowList: [],
      ...refuse(`The query has more than ${maxQueryAliases} aliases. Split it into several.`),
    }),
  ];
}

/**
 * The cost of the operation that is asked for, before it runs; see costOfOperation. What cannot be priced is not run, and
 * what costs more than there is room for beside others waits for them. It comes after validation, when the variables are
 * known and no fragment is cyclic.
 */
export function costLimit(maxCost: number, underWay: CostUnderWay): ApolloServerPlugin<{ readonly res: Response }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ schema, document, operation, request, contextValue: { res } }) => {
          // None of that name: execution says so.
          if (operation === undefined) return;
          const cost = costOfOperation({ schema, document, operation, variables: request.variables ?? {} });
          if (cost > maxCost)
            throw tooComplex(
              `The query costs more than ${maxCost}: it costs ${Number.isFinite(cost) ? cost : 'too much to be counted'}. Ask for fewer items (first), fields or aliases at once.`,
            );
          const stop = requestScope.getStore()?.time.unwanted ?? null;
          const release = await underWay.take(cost, stop).catch((error: unknown) => {
            throw notBegun(error);
          });
          // However slowly the answer is fetched, nothing is worked out for it any more.
          res.once('prefinish', release).once('close', release);
          if (res.closed) release();
        },
      }),
  };
}

/** Apollo takes what ends an operation before its execution for a fault, unless the error has a status of its own. */
function notBegun(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const { status } = ERROR_TABLE[error.code];
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
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

function tooComplex(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'QUERY_TOO_COMPLEX', http: { status: 400 } } });
}
