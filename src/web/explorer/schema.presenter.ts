import {
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  isUnionType,
  print,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';

/** A type as it is written, in three pieces: `[`, `Force`, `!]!`. */
interface TypeReference {
  readonly before: string;
  readonly name: string;
  /** The anchor of the type's own entry on the page. */
  readonly anchor: string;
  readonly after: string;
}

/** An argument, a field, or a value of an enum. */
interface Member {
  readonly anchor: string;
  readonly name: string;
  readonly description: readonly string[];
  readonly deprecated: string | null;
  /** Null for a value of an enum. */
  readonly type: TypeReference | null;
  readonly required: boolean;
  /** The default value, as GraphQL text; null if there is none. */
  readonly standard: string | null;
  /** The arguments of a field. */
  readonly takes: readonly Member[];
}

/** A query, a mutation or a type. */
interface Entry {
  readonly anchor: string;
  readonly name: string;
  readonly description: readonly string[];
  readonly deprecated: string | null;
  /** The type that a query or mutation returns; null for the entry of a type. */
  readonly answers: TypeReference | null;
  /**
   * The members of a union, the implementations of an interface or the interfaces of a type; null if there are none.
   */
  readonly others: { readonly are: string; readonly types: readonly TypeReference[] } | null;
  readonly members: readonly Member[];
}

interface Group {
  readonly anchor: string;
  readonly heading: string;
  readonly entries: readonly Entry[];
}

export interface SchemaView {
  readonly title: string;
  /** Groups with at least one entry. */
  readonly groups: readonly Group[];
}

/** The view of the whole schema: queries, mutations, then every type by name. */
export function schemaView(schema: GraphQLSchema): SchemaView {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !isIntrospectionType(type) && !roots.some((root) => root === type))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const group = (anchor: string, heading: string, is: (type: GraphQLNamedType) => boolean): Group => ({
    anchor,
    heading,
    entries: types.filter(is).map((type) => typeEntry(type, schema)),
  });
  const groups = [
    { anchor: 'queries', heading: 'Queries', entries: operations('query', schema.getQueryType()) },
    { anchor: 'mutations', heading: 'Mutations', entries: operations('mutation', schema.getMutationType()) },
    group('types', 'Types', isObjectType),
    group('interfaces', 'Interfaces', isInterfaceType),
    group('unions', 'Unions', isUnionType),
    group('inputs', 'Inputs', isInputObjectType),
    group('enums', 'Enums', isEnumType),
    group('scalars', 'Scalars', isScalarType),
  ];
  return { title: 'GraphQL schema', groups: groups.filter(({ entries }) => entries.length > 0) };
}

function operations(kind: 'query' | 'mutation', root: GraphQLObjectType | null | undefined): Entry[] {
  return Object.values(root?.getFields() ?? {}).map((field) => {
    const { takes, type, ...entry } = outputField(`${kind}-`, field);
    return { ...entry, answers: type, others: null, members: takes };
  });
}

function typeEntry(type: GraphQLNamedType, schema: GraphQLSchema): Entry {
  const anchor = anchorOf(type);
  return {
    anchor,
    name: type.name,
    description: paragraphs(type.description),
    deprecated: null,
    answers: null,
    others: otherTypes(type, schema),
    members: membersOf(type, `${anchor}.`),
  };
}

function membersOf(type: GraphQLNamedType, prefix: string): Member[] {
  if (isObjectType(type) || isInterfaceType(type)) {
    return Object.values(type.getFields()).map((field) => outputField(prefix, field));
  }
  if (isInputObjectType(type)) {
    return Object.values(type.getFields()).map((field) => input(prefix, field, isRequiredInputField(field)));
  }
  if (isEnumType(type)) {
    return type.getValues().map((value) => ({ ...named(prefix, value), ...NOTHING_MORE }));
  }
  return [];
}

function otherTypes(type: GraphQLNamedType, schema: GraphQLSchema): Entry['others'] {
  const list = (are: string, types: readonly GraphQLNamedType[]): Entry['others'] =>
    types.length === 0 ? null : { are, types: types.map(reference) };
  if (isUnionType(type)) return list('Is one of', type.getTypes());
  if (isInterfaceType(type)) return list('Is implemented by', schema.getPossibleTypes(type));
  if (isObjectType(type)) return list('Implements', type.getInterfaces());
  return null;
}

function outputField(prefix: string, field: GraphQLField<unknown, unknown>): Member {
  const it = named(prefix, field);
  const takes = field.args.map((argument) => input(`${it.anchor}.`, argument, isRequiredArgument(argument)));
  return { ...it, ...NOTHING_MORE, type: reference(field.type), takes };
}

function input(prefix: string, given: GraphQLArgument | GraphQLInputField, required: boolean): Member {
  const standard = given.defaultValue === undefined ? null : astFromValue(given.defaultValue, given.type);
  return {
    ...named(prefix, given),
    ...NOTHING_MORE,
    type: reference(given.type),
    required,
    standard: standard == null ? null : print(standard),
  };
}

/** The other properties of a member that has only a name and a description. */
const NOTHING_MORE = { type: null, required: false, standard: null, takes: [] } as const;

interface Named {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

function named(prefix: string, { name, description, deprecationReason }: Named) {
  return {
    anchor: `${prefix}${name}`,
    name,
    description: paragraphs(description),
    deprecated: deprecationReason ?? null,
  };
}

function reference(type: GraphQLType): TypeReference {
  const { name } = getNamedType(type);
  const [before = '', after = ''] = String(type).split(name);
  return { before, name, anchor: anchorOf(getNamedType(type)), after };
}

const anchorOf = ({ name }: GraphQLNamedType): string => `type-${name}`;

const paragraphs = (text: string | null | undefined): string[] => (text ?? '').split(/\n\n+/).filter(Boolean);
