import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
} from 'graphql';

interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
}

/** A type and all that is in it, each with its path. */
function partsOf(type: GraphQLNamedType): [string, Described][] {
  const within = (part: Described): [string, Described] => [`${type.name}.${part.name}`, part];
  if (isEnumType(type)) return [[type.name, type], ...type.getValues().map(within)];
  if (isInputObjectType(type)) return [[type.name, type], ...Object.values(type.getFields()).map(within)];
  if (!isObjectType(type) && !isInterfaceType(type)) return [[type.name, type]];
  const fields = Object.values(type.getFields()).flatMap((field): [string, Described][] => [
    within(field),
    ...field.args.map((argument): [string, Described] => [`${type.name}.${field.name}(${argument.name})`, argument]),
  ]);
  return [[type.name, type], ...fields];
}

/** GraphQL describes its own types, and the roots are named for what they are. */
const NEEDS_NONE = new Set(['Query', 'Mutation', 'String', 'Int', 'Boolean', 'ID', 'Float']);

const schema = buildSchema(readFileSync(new URL('./schema.graphql', import.meta.url), 'utf8'));

it('lets every field of a request fail alone, so that what the others did is in the answer', () => {
  const fields = [schema.getQueryType(), schema.getMutationType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {}),
  );
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter(({ type }) => isNonNullType(type)).map(({ name }) => name)).toEqual([]);
});

it('describes every type, field, argument and value', () => {
  const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
  const undescribed = types
    .flatMap(partsOf)
    .filter(([path, { description }]) => !NEEDS_NONE.has(path) && (description ?? '') === '');
  expect(undescribed.map(([path]) => path)).toEqual([]);
});
