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
  /** Of the type's own entry on the page. */
  readonly anchor: string;
  readonly after: string;
}

/** An argument, a field, or a value of an enum. */
interface Member {
  readonly anchor: string;
  readonly name: string;
  readonly description: readonly string[];
  readonly deprecated: string | null;
  /** Null: a value of an enum, which has none. */
  readonly type: TypeReference | null;
  readonly required: boolean;
  /** What it is when it is left out, as GraphQL; null: nothing is said of that. */
  readonly standard: string | null;
  /** Of a field. */
  readonly takes: readonly Member[];
}

/** A query, a mutation or a type. */
interface Entry {
  readonly anchor: string;
  readonly name: string;
  readonly description: readonly string[];
  readonly deprecated: string | null;
  /** What a query or mutation answers; null: it is a type. */
  readonly answers: TypeReference | null;
  /** Types that it stands for, is, or is stood for by; null: there are none. */
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
  /** Those that are not empty. */
  readonly groups: readonly Group[];
}

/** The whole schema, to be read from top to bottom: what can be asked, what can be done, then every type by name. */
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
  const say = (are: string, types: readonly GraphQLNamedType[]): Entry['others'] =>
    types.length === 0 ? null : { are, types: types.map(reference) };
  if (isUnionType(type)) return say('Is one of', type.getTypes());
  if (isInterfaceType(type)) return say('Is implemented by', schema.getPossibleTypes(type));
  if (isObjectType(type)) return say('Implements', type.getInterfaces());
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

/** Of a member that has a name and no more. */
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
