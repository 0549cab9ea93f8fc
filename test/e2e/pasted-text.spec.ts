import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import {
  buildSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { shortOrFull } from '../support/run/full-run.js';
import { pastedForms } from '../support/pasted/pasted-forms.js';
import { startTestService, type TestService } from '../support/service/test-service.js';

/*
 * Every text, code, number, day and time that the API takes, from the schema: sent as it is typed, and as programs write it
 * when it is copied out of them. The verdict is the same, or a message shows what was found.
 */

const schema = buildSchema(readFileSync(new URL('../../src/schema.graphql', import.meta.url), 'utf8'));

/** What is typed, by type. */
const TYPED: Readonly<Record<string, string>> = {
  String: 'Caf\u00E9 5 - 7, it\'s "fine"... 12',
  ID: 'scorpion-12',
  Decimal: '1 200-5',
  Int: '12-5',
  Date: '2026-01-05',
  DateTime: '2030-01-05T12:00:00Z',
};
const ELSE: Readonly<Record<string, unknown>> = { Boolean: false, Decimal: 5, Int: 1 };
/** Mutations are of none that exists, so that nothing is stored and every form is asked of the same data. */
const PHASE = { query: 'scorpion-1', mutation: 'no-such-phase' };
const CODES: Readonly<Record<string, string>> = { code: 'scorpion', force: 'dorset', measure: 'arrests' };
/** One of these may ask each field. */
const TOKENS = ['demo-coordinator', 'demo-admin', 'demo-analyst-dorset', 'demo-approver-dorset', 'demo-press'];
/** In the short form, each input gets one form in so many. */
const ONE_IN = shortOrFull(11, 1);

interface Given {
  readonly field: GraphQLField<unknown, unknown>;
  readonly kind: 'query' | 'mutation';
  /** The names down to the value. */
  readonly path: readonly string[];
  readonly type: string;
}

const MOST_DEEP = 4;

function leavesOf(type: GraphQLInputType, path: readonly string[]): [readonly string[], string][] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return named.name in TYPED ? [[path, named.name]] : [];
  if (path.length > MOST_DEEP) return [];
  return Object.values(named.getFields()).flatMap((field) => leavesOf(field.type, [...path, field.name]));
}

const rootOf = (kind: Given['kind']): GraphQLObjectType | null | undefined =>
  kind === 'query' ? schema.getQueryType() : schema.getMutationType();

const GIVEN: readonly Given[] = (['query', 'mutation'] as const).flatMap((kind) =>
  Object.values(rootOf(kind)?.getFields() ?? {}).flatMap((field) =>
    field.args
      .flatMap((argument) => leavesOf(argument.type, [argument.name]))
      .map(([path, type]) => ({ field, kind, path, type })),
  ),
);

/** What is typed for what is not looked at. */
function usualValue(type: GraphQLNamedType, name: string, kind: Given['kind']): unknown {
  if (isEnumType(type)) return type.getValues()[0]?.name;
  return ELSE[type.name] ?? (type.name === 'ID' ? (CODES[name] ?? PHASE[kind]) : TYPED[type.name]);
}

/** A value of a type that has what is required, and `text` at the end of the path. */
function valueOf(
  type: GraphQLInputType,
  path: readonly string[] | null,
  usual: (type: GraphQLNamedType, name: string) => unknown,
  text: string,
  name = '',
): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) return [valueOf(nullable.ofType, path, usual, text, name)];
  const named = getNamedType(nullable);
  if (!isInputObjectType(named)) return path === null ? usual(named, name) : text;
  const next = path?.[0];
  const fields = Object.values(named.getFields()).filter((one) => one.name === next || isNonNullType(one.type));
  const within = (field: string): readonly string[] | null => (field === next ? (path?.slice(1) ?? null) : null);
  return Object.fromEntries(
    fields.map((one) => [one.name, valueOf(one.type, within(one.name), usual, text, one.name)]),
  );
}

function requestOf({ field, kind, path }: Given, text: string): [string, object] {
  const args = field.args.filter(({ name, type }) => name === path[0] || isNonNullType(type));
  const declared = args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const given = getNamedType(field.type);
  const problems = isAbstractType(given) ? '... on Rejection { problems { code message } }' : '';
  const selection = isLeafType(given) ? '' : `{ __typename ${problems} }`;
  const variables = args.map(({ name, type }) => [
    name,
    valueOf(type, name === path[0] ? path.slice(1) : null, (of, called) => usualValue(of, called, kind), text, name),
  ]);
  return [
    `${kind} (${declared}) { answer: ${field.name}(${passed}) ${selection} }`,
    Object.fromEntries(variables) as object,
  ];
}

let service: TestService;
beforeAll(async () => {
  service = await startTestService();
});
afterAll(async () => {
  await service.stop();
});

interface Verdict {
  /** What came of it: codes of errors and problems, and what was answered. */
  readonly said: string;
  readonly messages: string;
}

interface Answer {
  readonly answer: { readonly problems?: readonly { readonly code: string; readonly message: string }[] } | null;
}

async function verdictOn(given: Given, token: string, text: string): Promise<Verdict> {
  const { data, errors } = await service.ask<Answer | undefined>(token, ...requestOf(given, text));
  const problems = data?.answer?.problems;
  const codes = [...errors.map(({ extensions }) => extensions.code), ...(problems ?? []).map(({ code }) => code)];
  const messages = [...errors, ...(problems ?? [])].map(({ message }) => message).join('\n');
  return { said: JSON.stringify([codes, problems === undefined ? (data?.answer ?? null) : 'problems']), messages };
}

/** By field: the first of the people whose role allows it. */
const askers = new Map<string, string>();

async function whoMayAsk(given: Given, plain: string): Promise<string> {
  const { name } = given.field;
  for (const token of [askers.get(name) ?? [], TOKENS].flat()) {
    if ((await verdictOn(given, token, plain)).said.includes('FORBIDDEN')) continue;
    askers.set(name, token);
    return token;
  }
  throw new Error(`Nobody may ask for ${name}.`);
}

/** Whether a text that was pasted is shown, or one of its characters is called by its number. */
function isShown(text: string, plain: string, messages: string): boolean {
  const others = Array.from(text).filter((character) => !plain.includes(character));
  const called = others.map((one) => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`);
  return [...others, ...called].some((one) => messages.includes(one));
}

it.each(GIVEN.map((given, place) => [`${given.field.name}: ${given.path.join('.')}`, given, place] as const))(
  'a pasted text has the verdict of the typed one, or is shown: %s',
  async (_, given, place) => {
    const plain = TYPED[given.type] ?? '';
    const token = await whoMayAsk(given, plain);
    const typed = await verdictOn(given, token, plain);
    const forms = pastedForms(plain).filter((_form, at) => at % ONE_IN === place % ONE_IN);
    for (const { program, text } of forms) {
      const pasted = await verdictOn(given, token, text);
      const isKnown = pasted.said === typed.said || isShown(text, plain, pasted.messages);
      expect({ program, text, ...pasted, isKnown }).toEqual({ program, text, ...pasted, isKnown: true });
    }
  },
);
