import type { INestApplicationContext } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';

/** The schema that an initialised application serves, as text, sorted, with a line feed at the end. */
export function printServedSchema(app: INestApplicationContext): string {
  return `${printSchema(app.get(GraphQLSchemaHost, { strict: false }).schema)}\n`;
}
