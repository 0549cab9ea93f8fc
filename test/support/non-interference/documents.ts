import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';

/*
 * A document for every root field of the schema that selects all its fields, so that a new field is included at once.
 */

/** How deep objects are followed; the same type is not entered twice on one path. */
const DEEPEST = 5;

const schema: GraphQLSchema = buildSchema(
  readFileSync(new URL('../../../src/schema.graphql', import.meta.url), 'utf8'),
);

type Root = 'query' | 'mutation';

const rootOf = (root: Root): GraphQLObjectType => {
  const type = root === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (type == null) throw new Error(`The schema has no ${root}.`);
  return type;
};

/** The root fields of the schema, by name, each with its kind of operation. */
export const ROOT_FIELDS: ReadonlyMap<string, Root> = new Map(
  (['query', 'mutation'] as const).flatMap((root) =>
    Object.keys(rootOf(root).getFields()).map((name) => [name, root] as const),
  ),
);

/** The names of the arguments of a root field. */
export function argumentsOf(name: string): string[] {
  return fieldNamed(name).args.map((argument) => argument.name);
}

function fieldNamed(name: string): GraphQLField<unknown, unknown> {
  const root = ROOT_FIELDS.get(name);
  const field = root === undefined ? undefined : rootOf(root).getFields()[name];
  if (field === undefined) throw new Error(`The schema has no ${name}.`);
  return field;
}

/** A document that asks a root field with exactly these arguments, and for all its fields. */
export function documentOf(name: string, given: object): string {
  const field = fieldNamed(name);
  const args = field.args.filter((argument) => argument.name in given);
  const declared = args.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = args.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = selectionOf(getNamedType(field.type), []);
  const call = args.length === 0 ? name : `${name}(${passed})`;
  return `${ROOT_FIELDS.get(name) ?? ''}${args.length === 0 ? '' : ` (${declared})`} { ${call}${selection} }`;
}

function selectionOf(type: GraphQLNamedType, path: readonly string[]): string {
  if (isLeafType(type)) return '';
  if (isAbstractType(type)) {
    const fragments = schema.getPossibleTypes(type).map((one) => `... on ${one.name}${selectionOf(one, path)}`);
    return ` { __typename ${fragments.join(' ')} }`;
  }
  if (!isObjectType(type)) return '';
  const within = [...path, type.name];
  const fields = Object.values(type.getFields()).flatMap((field) => fieldOf(field, within));
  return ` { __typename ${fields.join(' ')} }`;
}

function fieldOf(field: GraphQLField<unknown, unknown>, path: readonly string[]): string[] {
  const type = getNamedType(field.type);
  const isFollowed = isLeafType(type) || (path.length < DEEPEST && !path.includes(type.name));
  return isFollowed && !field.args.some(isRequiredArgument) ? [`${field.name}${selectionOf(type, path)}`] : [];
}
