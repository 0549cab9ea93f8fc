import { describe, expect, it } from '@jest/globals';
import {
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  Kind,
  parse,
} from 'graphql';
import { boundAnswers } from './bounded-answers.js';
import { costOfOperation, listCost, listsWithoutPrice, pageCost } from './price.js';

const first = { first: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 20 } };
const names = new GraphQLNonNull(new GraphQLList(GraphQLString));

function schemaOf(priceOfNames: Readonly<Record<string, unknown>>): GraphQLSchema {
  const item = new GraphQLObjectType({
    name: 'Item',
    fields: { name: { type: GraphQLString }, names: { type: names, extensions: priceOfNames } },
  });
  const items = { type: new GraphQLList(item), args: first, extensions: { complexity: pageCost } };
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: { items, item: { type: item } } }),
  });
}

const schema = schemaOf({ complexity: listCost(7) });

function costOf(text: string, variables: object = {}): number {
  const document = parse(text);
  const [operation] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('It begins with no operation.');
  return costOfOperation({ schema, document, operation, variables: { ...variables } });
}

const ROOT = costOf('{ __typename }') - 1;

describe('a schema', () => {
  it('is rejected if a list of objects or scalars has no price', () => {
    const unpriced = schemaOf({});
    expect(listsWithoutPrice(unpriced)).toEqual(['Item.names']);
    expect(() => boundAnswers(unpriced)).toThrow('These lists have no cost (complexity): Item.names.');
    expect(() => boundAnswers(schema)).not.toThrow();
  });
});

describe('the cost of an operation', () => {
  it.each([
    ['{ item { name } }', 2],
    ['{ item { name n: name __typename } }', 4],
    ['{ item { names } }', 1 + 1 + 7],
    ['{ items { name } }', 1 + 20],
    ['{ items(first: 3) { name names } }', 1 + 3 * (1 + 1 + 7)],
    ['{ items(first: 3) { ...F ...F } } fragment F on Item { name }', 1 + 3 * 2],
    ['{ items(first: 3) { ... { name } ... on Item @include(if: true) { n: name } } }', 1 + 3 * 2],
    ['{ items(first: 0) { name } }', 1],
    ['{ items(first: -5) { name } }', 1],
  ])('is the largest possible number of values in its answer: %s', (text, values) => {
    expect(costOf(text)).toBe(ROOT + values);
  });

  it.each([
    [{ n: 3 }, 3],
    [{}, 20],
  ])('depends on the variables: %j', (variables, count) => {
    expect(costOf('query ($n: Int = 20) { items(first: $n) { name } }', variables)).toBe(ROOT + 1 + count);
  });

  it('is unknown if an argument is wrong', () => {
    expect(() => costOf('query ($n: Int = 20) { items(first: $n) { name } }', { n: null })).toThrow(
      expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', http: { status: 400 } } }),
    );
  });
});
