import { registerEnumType } from '@nestjs/graphql';

/**
 * Registers a GraphQL enum for a domain's list of codes. @returns the object for `@Field(() => …)`
 *
 * @param values every code with its description; a missing code does not compile
 */
export function graphqlEnum<Code extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Code, string>>,
): Readonly<Record<Code, Code>> {
  const codes = Object.keys(values) as Code[];
  const enumObject = Object.fromEntries(codes.map((code) => [code, code])) as Record<Code, Code>;
  const valuesMap = Object.fromEntries(codes.map((code) => [code, { description: values[code] }])) as Record<
    Code,
    { description: string }
  >;
  registerEnumType(enumObject, { name, description, valuesMap });
  return enumObject;
}
