import type * as GraphQL from 'graphql';
import type * as NestCore from '@nestjs/core';
import type * as NestGraphQL from '@nestjs/graphql';
import type Pg from 'pg';
import type * as TypeOrm from 'typeorm';

/*
 * Packages as the service has loaded them (see environment.js), for suites that pass objects of a package to the service.
 * Jest would load a second copy, and GraphQL, for instance, rejects a schema that another copy has made.
 */
declare global {
  /** Set by environment.js: a module below dist/, or a package, as Node loads it. */
  var importBuilt: (specifier: string) => Promise<unknown>;
}

async function from<Module>(specifier: string): Promise<Module> {
  return (await globalThis.importBuilt(specifier)) as Module;
}

export const graphql = await from<typeof GraphQL>('graphql');
export const nestCore = await from<typeof NestCore>('@nestjs/core');
export const nestGraphql = await from<typeof NestGraphQL>('@nestjs/graphql');
export const { default: pg } = await from<{ readonly default: typeof Pg }>('pg');
export const typeorm = await from<typeof TypeOrm>('typeorm');
