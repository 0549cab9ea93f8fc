import { BREAK, visit, type GraphQLResolveInfo } from 'graphql';

/**
 * Whether a field of one of these names may be asked for below this one. Fragments and directives are not followed:
 * a name in any fragment of the document counts, so the answer may be yes for nothing, and is never no by mistake.
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
