import { registerEnumType } from '@nestjs/graphql';

/**
 * A GraphQL enum out of a domain's list of codes: registers it and gives the object that `@Field(() => …)` takes.
 *
 * @param values every code with what it means; a code that the domain adds and this leaves out does not compile
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
