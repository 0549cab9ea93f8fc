import { expect, it } from '@jest/globals';
import { Kind, parse, type FieldNode, type FragmentDefinitionNode } from 'graphql';
import { namesField } from './names-field.js';

/** The query info that a resolver receives for the first field of the first operation. */
function infoOf(document: string): Parameters<typeof namesField>[0] {
  const { definitions } = parse(document);
  const fragments = definitions.filter(
    (node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION,
  );
  const fields = definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? node.selectionSet.selections : [],
  );
  return {
    fieldNodes: fields.filter((node): node is FieldNode => node.kind === Kind.FIELD).slice(0, 1),
    fragments: Object.fromEntries(fragments.map((node) => [node.name.value, node])),
  };
}

it.each([
  ['not among its fields', '{ totals { value } }', false],
  ['the name of another field only', '{ totals { value } other { wanted } }', false],
  ['a field below it', '{ totals { parts { wanted } } }', true],
  ['one of several', '{ totals { also } }', true],
  ['an alias only', '{ totals { wanted: value } }', false],
  ['a field under an alias', '{ totals { value: wanted } }', true],
  ['an argument only', '{ totals(wanted: 1) { value } }', false],
  ['in an inline fragment', '{ totals { ... on Total { wanted } } }', true],
  ['in a fragment', '{ totals { ...all } } fragment all on Total { wanted }', true],
  ['in a ring of fragments', '{ totals { ...a } } fragment a on T { ...b } fragment b on T { wanted ...a }', true],
  ['left out by a directive, which is ignored', '{ totals { wanted @include(if: false) } }', true],
])('finds a field that is %s', (_, document, expected) => {
  expect(namesField(infoOf(document), ['wanted', 'also'])).toBe(expected);
});
