import type { ApolloServerPlugin } from '@apollo/server';
import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import type { Response } from 'express';
import { GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';
import { CodedError, ERROR_TABLE } from '../../../common/errors.js';
import type { Limits } from '../../../config/config.js';
import { requestScope } from '../../request-scope/index.js';
import { badRequest } from '../scalars/bad-input.js';
import type { RunningCost } from './running-cost.js';
import { costOfOperation } from './price.js';

/**
 * Validation rules that limit depth and aliases, counted with fragments expanded. They run beside graphql's own rules,
 * so fragments may be unknown or cyclic here. `__schema` does not count towards the depth, because introspection has
 * its own limit.
 */
export function shapeLimits(limits: Pick<Limits, 'maxQueryDepth' | 'maxQueryAliases'>): ValidationRule[] {
  // These rules report instead of throwing, because a rule that throws would end in an INTERNAL_ERROR.
  const refuse = (message: string) => ({
    propagateOnRejection: false,
    onReject: [(context: ValidationContext | null) => context?.reportError(tooComplex(message))],
  });
  const { maxQueryDepth, maxQueryAliases } = limits;
  return [
    maxDepthRule({
      n: maxQueryDepth,
      flattenFragments: true,
      ...refuse(`The query nests fields more than ${maxQueryDepth} levels deep. Ask for fewer levels.`),
    }),
    maxAliasesRule({
      n: maxQueryAliases,
      // By default the rule ignores `__typename`.
      allowList: [],
      ...refuse(`The query has more than ${maxQueryAliases} aliases. Split it into several queries.`),
    }),
  ];
}

/**
 * Limits the cost of an operation before it runs; see costOfOperation. An operation whose cost cannot be computed is
 * not run. One that does not fit beside the operations under way waits for them to end. Runs after validation, when the
 * variables are known and no fragment is cyclic.
 */
export function costLimit(maxCost: number, runningCost: RunningCost): ApolloServerPlugin<{ readonly res: Response }> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: async ({ schema, document, operation, request, contextValue: { res } }) => {
          // There is no operation of that name: execution reports it.
          if (operation === undefined) return;
          const cost = costOfOperation({ schema, document, operation, variables: request.variables ?? {} });
          if (cost > maxCost)
            throw tooComplex(
              `The query costs ${Number.isFinite(cost) ? cost : 'more than can be counted'}; the limit is ${maxCost}. Ask for fewer items (lower 'first'), fields or aliases.`,
            );
          const stop = requestScope.getStore()?.time.abandoned ?? null;
          const release = await runningCost.take(cost, stop).catch((error: unknown) => {
            throw notBegun(error);
          });
          // The work is done once the answer is ready, however slowly the caller fetches it. A mutation goes on when its
          // caller has gone, and is then no longer counted: the number of mutations is limited for each identity.
          res.once('prefinish', release).once('close', release);
          if (res.closed) release();
        },
      }),
  };
}

/** Apollo treats an error before execution as a fault of the service, unless the error has an HTTP status. */
function notBegun(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const { status } = ERROR_TABLE[error.code];
  return new GraphQLError(error.message, { originalError: error, extensions: { http: { status } } });
}

/**
 * Limits the length of every list in the variables, before they are validated: validation reports on each item, which
 * would keep the sender of a long list, and everybody else, waiting.
 */
export function listLimit(maxItems: number): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ request }) => {
          if (hasLongList(request.variables, maxItems))
            throw badRequest(
              `A list in the variables has more than ${maxItems} items. Send fewer items in each request.`,
            );
          return Promise.resolve();
        },
      }),
  };
}

/** Does not recurse, because variables may nest deeper than the stack. */
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
