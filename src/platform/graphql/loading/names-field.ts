import { BREAK, Kind, visit, type GraphQLResolveInfo, type SelectionSetNode } from 'graphql';

/**
 * Whether a field with one of these names may be requested below this one. Fragments and directives are not followed: a
 * name in any fragment of the document counts. So the result may be true needlessly, but is never wrongly false.
 */
export function namesField(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  names: readonly string[],
): boolean {
  let isNamed = false;
  for (const node of [...fieldNodes, ...Object.values(fragments)]) {
    visit(node, {
      Field: ({ name }) => {
        isNamed ||= names.includes(name.value);
        return isNamed ? BREAK : undefined;
      },
    });
  }
  return isNamed;
}

/** The same for direct fields only (also through fragments), not for fields below them. */
export function selectsField(
  { fieldNodes, fragments }: Pick<GraphQLResolveInfo, 'fieldNodes' | 'fragments'>,
  names: readonly string[],
): boolean {
  const selects = (set: SelectionSetNode | undefined): boolean =>
    set?.selections.some((selection) => {
      switch (selection.kind) {
        case Kind.FIELD:
          return names.includes(selection.name.value);
        case Kind.INLINE_FRAGMENT:
          return selects(selection.selectionSet);
        case Kind.FRAGMENT_SPREAD:
          return selects(fragments[selection.name.value]?.selectionSet);
      }
    }) ?? false;
  return fieldNodes.some(({ selectionSet }) => selects(selectionSet));
}
