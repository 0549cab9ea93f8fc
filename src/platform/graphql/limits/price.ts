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

/** What beginning a field of Query costs: a transaction, as so many values that are told. */
const QUERY_COST = 300;
/** What a field of Mutation costs: checks, writes, the audit entry and the answer. */
const MUTATION_COST = 10_000;

/** The most items that the lists of the introspection have, by the field's name; the types are counted. */
const INTROSPECTION_ITEMS: Readonly<Record<string, number>> = {
  ...{ fields: 10, args: 3, inputFields: 5, enumValues: 10 },
  ...{ interfaces: 1, possibleTypes: 3, directives: 5, locations: 3 },
};

/**
 * The cost of a paged list: what its items ask for, for as many of them as may come. What is no number of items (below
 * 1) costs nothing and makes nothing else cheaper; it is refused when the field is resolved.
 */
export const pageCost: Cost = ({ args, childComplexity }) =>
  costOf(Math.max(0, Number(args['first'])), childComplexity);

/** The same, where each item takes so much more to be worked out. */
export const pageWorkCost =
  (work: number): Cost =>
  ({ args, childComplexity }) =>
    costOf(Math.max(0, Number(args['first'])), work + childComplexity);

/** The cost of a list that comes whole, at its bound: so many items, and what it takes to work them out. */
export const listCost =
  (items: number, work = 0): Cost =>
  ({ childComplexity }) =>
    work + costOf(items, childComplexity);

/** The same as for the field without it, and so much more for what has to be worked out. */
export const workCost =
  (work: number): Cost =>
  ({ childComplexity }) =>
    1 + work + childComplexity;

/** An item without fields of its own, a text or a number, is a value too. */
function costOf(items: number, childComplexity: number): number {
  return 1 + items * Math.max(1, childComplexity);
}

/** An operation whose cost is asked for. */
export interface Priced {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The most values that the answer to an operation may have: 1 a field, or what its `complexity` says of it, plus what its
 * root fields cost. Every selection counts, that of a fragment each time, but what @skip or @include leaves out.
 *
 * @returns Infinity where there are too many fields to count, as fragments within fragments can make them; 0 where the
 *   variables are wrong, since execution says so in full and runs nothing
 * @throws GraphQLError BAD_USER_INPUT where an argument is wrong, such as null for `first`
 */
export function costOfOperation({ schema, document, operation, variables }: Priced): number {
  const { variableDefinitions = [], name } = operation;
  if (getVariableValues(schema, variableDefinitions, variables, { maxErrors: 1 }).errors) return 0;
  try {
    return getComplexity({
      ...{ schema, variables, query: document, estimators: [estimatorOf(schema)] },
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
 * Lists of the schema that have no price of their own, as `Type.field`. None may be: a list without one would cost as
 * much as a single value, however long it is.
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

/** Whether a field gives a list; null or not. */
export function isList(type: GraphQLOutputType): boolean {
  return isListType(isNonNullType(type) ? type.ofType : type);
}

/** Whether a field gives an object, or a list of them. */
export function givesObjects(type: GraphQLOutputType): boolean {
  let inner: GraphQLOutputType = type;
  while (isListType(inner) || isNonNullType(inner)) inner = inner.ofType as GraphQLOutputType;
  return isCompositeType(inner);
}
