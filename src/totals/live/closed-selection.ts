import {
  defaultFieldResolver,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLResolveInfo,
} from 'graphql';

/**
 * Whether an operation's answer is nothing but what this one root field gives: it is the only one, and no field within
 * it has a resolver of its own, which could bring in something else.
 */
export function isClosedSelection({ schema, operation, fragments, path }: GraphQLResolveInfo): boolean {
  const { selections } = operation.selectionSet;
  if (path.prev !== undefined || selections.length !== 1 || selections[0]?.kind !== Kind.FIELD) return false;
  const root = schema.getRootType(operation.operation);
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation, ...Object.values(fragments)] };
  const typeInfo = new TypeInfo(schema);
  let isClosed = true;
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      Field: () => {
        const resolve = typeInfo.getFieldDef()?.resolve ?? defaultFieldResolver;
        if (resolve !== defaultFieldResolver && typeInfo.getParentType() !== root) isClosed = false;
      },
    }),
  );
  return isClosed;
}
