import type { INestApplicationContext } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema, type GraphQLSchema } from 'graphql';

/** The schema as text, with a line feed at the end. */
export function schemaText(schema: GraphQLSchema): string {
  return `${printSchema(schema)}\n`;
}

/** The schema that an initialised application serves, as text, sorted, with a line feed at the end. */
export function printServedSchema(app: INestApplicationContext): string {
  return schemaText(app.get(GraphQLSchemaHost, { strict: false }).schema);
}
