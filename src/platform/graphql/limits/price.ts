import type { FieldOptions } from '@nestjs/graphql';
import {
  getVariableValues,
  GraphQLError,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import {
  fieldExtensionsEstimator,
  getComplexity,
  simpleEstimator,
  type ComplexityEstimator,
} from 'graphql-query-complexity';

type Cost = NonNullable<FieldOptions['complexity']>;

/** The fixed cost of a field of Query, which needs a transaction; in values of an answer. */
const QUERY_COST = 300;
/** The fixed cost of a field of Mutation: checks, writes, the audit entry and the answer. */
const MUTATION_COST = 10_000;

/**
 * The assumed items of lists in the introspection, by field name: more than there are on average. The types are counted
 * exactly.
 */
const INTROSPECTION_ITEMS: Readonly<Record<string, number>> = {
  fields: 10,
  args: 1,
  inputFields: 5,
  enumValues: 10,
  interfaces: 1,
  possibleTypes: 3,
  directives: 5,
  locations: 3,
};

/**
 * The cost of a paged list: the cost of an item times `first`. A `first` below 1 counts as 0 here and is refused when
 * the field is resolved.
 */
export const pageCost: Cost = ({ args, childComplexity }) =>
  costOf(Math.max(0, Number(args['first'])), childComplexity);

/** The same, with an extra cost for each item. */
export const pageWorkCost =
  (work: number): Cost =>
  ({ args, childComplexity }) =>
    costOf(Math.max(0, Number(args['first'])), work + childComplexity);

/** The cost of a list without pages: the cost of an item times the most items, plus an extra cost for the list. */
export const listCost =
  (items: number, work = 0): Cost =>
  ({ childComplexity }) =>
    work + costOf(items, childComplexity);

/** The ordinary cost of a field plus an extra cost. */
export const workCost =
  (work: number): Cost =>
  ({ childComplexity }) =>
    1 + work + childComplexity;

/** The cost of a list. An item without fields, such as a text or a number, costs 1. */
function costOf(items: number, childComplexity: number): number {
  return 1 + items * Math.max(1, childComplexity);
}

/** An operation whose cost is to be computed. */
export interface Priced {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The cost of an operation: the most values that its answer may have, plus the fixed costs of its root fields. A field
 * costs 1, or what its `complexity` says. Every selection counts, a fragment each time that it is used, except what
 * @skip or @include leaves out.
 *
 * @returns Infinity if there are too many fields to count, such as with nested fragments; 0 if the variables are
 *   invalid, because execution then reports all errors and runs nothing
 * @throws GraphQLError BAD_USER_INPUT for an invalid argument, such as null for `first`
 */
export function costOfOperation({ schema, document, operation, variables }: Priced): number {
  const { variableDefinitions = [], name } = operation;
  if (getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 }).errors) return 0;
  try {
    return getComplexity({
      schema,
      variables,
      query: document,
      estimators: [estimatorOf(schema)],
      ...(name === undefined ? {} : { operationName: name.value }),
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.nodes === undefined) return Infinity;
    throw new GraphQLError(error.message, {
      nodes: error.nodes,
      extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } },
    });
  }
}

function estimatorOf(schema: GraphQLSchema): ComplexityEstimator {
  const own = fieldExtensionsEstimator();
  const simple = simpleEstimator({ defaultComplexity: 1 });
  const types = Object.keys(schema.getTypeMap()).length;
  return (asked) => {
    const { type, field, childComplexity } = asked;
    if (type.name.startsWith('__')) {
      const items = field.name === 'types' ? types : INTROSPECTION_ITEMS[field.name];
      return items === undefined ? 1 + childComplexity : costOf(items, childComplexity);
    }
    return rootCost(schema, type) + (own(asked) ?? simple(asked) ?? 1);
  };
}

function rootCost(schema: GraphQLSchema, type: GraphQLCompositeType): number {
  if (type === schema.getMutationType()) return MUTATION_COST;
  return type === schema.getQueryType() ? QUERY_COST : 0;
}

/**
 * Lists of the schema without a cost (complexity), as `Type.field`. There must be none, because such a list would cost
 * as much as a single value, however long it is.
 */
export function listsWithoutPrice(schema: GraphQLSchema): string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) && !type.name.startsWith('__')
      ? Object.values(type.getFields()).flatMap((field) =>
          isList(field.type) && typeof field.extensions['complexity'] !== 'function'
            ? [`${type.name}.${field.name}`]
            : [],
        )
      : [],
  );
}

/** Whether a type is a list, nullable or not. */
export function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** Whether a type is an object or a list of objects. */
export function givesObjects(type: GraphQLOutputType): boolean {
  let inner: GraphQLOutputType = type;
  while (isListType(inner) || isNonNullType(inner)) inner = inner.ofType as GraphQLOutputType;
  return isCompositeType(inner);
}
