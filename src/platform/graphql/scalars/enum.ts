import { registerEnumType } from '@nestjs/graphql';
import { EnumHints, type OtherWords } from './enum-hints.js';

const HINTS = new Map<string, EnumHints>();

/**
 * Registers a GraphQL enum for a domain's list of codes. @returns the object for `@Field(() => …)`
 *
 * @param values every code with its description; a missing code does not compile
 * @param words what people send in place of a code
 */
export function graphqlEnum<Code extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Code, string>>,
  words: OtherWords<Code> = {},
): Readonly<Record<Code, Code>> {
  const codes = Object.keys(values) as Code[];
  const enumObject = Object.fromEntries(codes.map((code) => [code, code])) as Record<Code, Code>;
  const valuesMap = Object.fromEntries(codes.map((code) => [code, { description: values[code] }])) as Record<
    Code,
    { description: string }
  >;
  registerEnumType(enumObject, { name, description, valuesMap });
  HINTS.set(name, new EnumHints(codes, words));
  return enumObject;
}

/** What to answer to a value that the enum with this name does not have; null if nothing is close. */
export function enumHint(name: string, sent: string): string | null {
  return HINTS.get(name)?.for(sent) ?? null;
}
