import type { ApolloServerPlugin, BaseContext, GraphQLRequestContextWillSendResponse } from '@apollo/server';
import { Kind, OperationTypeNode, type OperationDefinitionNode } from 'graphql';
import { ERROR_TABLE, type ErrorCode } from '../../../common/errors.js';
import { failed, tracer } from '../../tracing/index.js';
import type { OperationLabels, RequestMetrics } from '../../metrics/index.js';

type Answered = GraphQLRequestContextWillSendResponse<BaseContext>;

/** Counts and traces every operation that reaches Apollo. */
export function watchOperations(metrics: RequestMetrics): ApolloServerPlugin {
  return {
    requestDidStart: () => {
      const begun = performance.now();
      const span = tracer.startSpan('graphql');
      return Promise.resolve({
        willSendResponse: (answered) => {
          const labels = labelsOf(answered);
          metrics.operation(labels, begun);
          const { kind, field, outcome } = labels;
          span.updateName(`graphql ${kind} ${field}`).setAttributes({
            'graphql.operation.type': kind,
            'graphql.root_field': field,
          });
          if (outcome !== 'OK') failed(span, outcome);
          span.end();
          return Promise.resolve();
        },
      });
    },
  };
}

function labelsOf({ operation, response: { body } }: Answered): OperationLabels {
  const outcome = body.kind === 'single' ? codeOf(body.singleResult.errors?.[0]?.extensions?.['code']) : 'OK';
  // Apollo sets the operation before it has checked its fields against the schema.
  const executed = body.kind !== 'single' || body.singleResult.data !== undefined;
  if (operation === undefined || !executed) return { kind: 'none', field: 'none', outcome };
  const kind = operation.operation === OperationTypeNode.MUTATION ? 'mutation' : 'query';
  return { kind, field: rootFieldOf(operation), outcome };
}

/** The name of the only root field, whatever its alias; `several` if there are more. */
function rootFieldOf({ selectionSet: { selections } }: OperationDefinitionNode): string {
  const fields = new Set(selections.map((one) => (one.kind === Kind.FIELD ? one.name.value : 'several')));
  const [field = 'none'] = fields;
  return fields.size > 1 ? 'several' : field;
}

function codeOf(code: unknown): ErrorCode | 'OK' {
  if (code === undefined) return 'OK';
  return typeof code === 'string' && Object.hasOwn(ERROR_TABLE, code) ? (code as ErrorCode) : 'INTERNAL_ERROR';
}
