import type * as GraphQL from 'graphql';
import type * as Core from '@nestjs/core';
import type * as NestGraphQL from '@nestjs/graphql';
import type Pg from 'pg';
import type * as App from '../../src/app.module.js';
import type * as Errors from '../../src/common/errors.js';
import type * as AuditVerifyCommand from '../../src/cli/audit-verify.js';
import type * as VerifyCommand from '../../src/cli/verify.js';
import type * as Config from '../../src/config/config.js';
import type * as ConfigureApp from '../../src/configure-app.js';
import type * as DatabaseIndex from '../../src/database/index.js';
import type * as Budget from '../../src/platform/graphql/limits/answer-budget.js';
import type * as ServiceModule from '../../src/service.js';
import type * as Totals from '../../src/totals/index.js';
import type * as TotalsSql from '../../src/totals/regional/totals.repository.js';

/*
 * The compiled service, loaded once for all suites of a worker (see environment.js). Suites get from here whatever
 * needs Nest, TypeORM or GraphQL at run time; plain modules are imported from src/ as usual. These objects belong to
 * another realm than the suite's own: an Error made here is no `instanceof Error` there.
 */
declare global {
  /** Set by environment.js: a module below dist/, or a package, as Node loads it. */
  var importCompiled: (specifier: string) => Promise<unknown>;
}

async function from<Module>(specifier: string): Promise<Module> {
  return (await globalThis.importCompiled(specifier)) as Module;
}

export const { parseConfig } = await from<typeof Config>('./config/config.js');
export const { Service } = await from<typeof ServiceModule>('./service.js');
export const { AppModule } = await from<typeof App>('./app.module.js');
export const { configureApp, httpAdapter } = await from<typeof ConfigureApp>('./configure-app.js');
export const { CodedError } = await from<typeof Errors>('./common/errors.js');
export const { Database } = await from<typeof DatabaseIndex>('./database/index.js');
export const { AnswerBudget } = await from<typeof Budget>('./platform/graphql/limits/answer-budget.js');
export const { VerificationModule, VerificationService } = await from<typeof Totals>('./totals/index.js');
export const { verify } = await from<typeof VerifyCommand>('./cli/verify.js');
export const { verifyAudit } = await from<typeof AuditVerifyCommand>('./cli/audit-verify.js');
export const { TotalsRepository } = await from<typeof TotalsSql>('./totals/regional/totals.repository.js');
export const { NestFactory } = await from<typeof Core>('@nestjs/core');
export const { GraphQLSchemaHost } = await from<typeof NestGraphQL>('@nestjs/graphql');
export const { execute, parse, validate } = await from<typeof GraphQL>('graphql');
/** The service's PostgreSQL driver. */
export const { default: pg } = await from<{ readonly default: typeof Pg }>('pg');
