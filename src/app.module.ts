import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { ACCESS_ENTITIES, AccessModule, AuthenticationGuard, PermissionGuard } from './access/index.js';
import { AUDIT_ENTITIES, AuditModule } from './audit/index.js';
import { ConfigModule } from './config/config.module.js';
import type { Config } from './config/config.js';
import { DatabaseModule } from './database/index.js';
import { DemoModule } from './demo/index.js';
import { DICTIONARY_ENTITIES, DictionaryModule } from './dictionary/index.js';
import { OPERATIONS_ENTITIES, OperationsModule } from './operations/index.js';
import { PlatformModule, WriteLimitGuard } from './platform/index.js';
import { RETURNS_ENTITIES, ReturnsModule } from './returns/index.js';
import { RELEASES_ENTITIES, ReleasesModule } from './releases/index.js';
import { TotalsModule } from './totals/index.js';
import { ExplorerModule, WebModule } from './web/index.js';

/**
 * Every table that TypeORM knows. A test compares them with the tables that the migrations make.
 *
 * @internal exported for that test
 */
export const ALL_ENTITIES = [
  ...ACCESS_ENTITIES,
  ...AUDIT_ENTITIES,
  ...DICTIONARY_ENTITIES,
  ...OPERATIONS_ENTITIES,
  ...RETURNS_ENTITIES,
  ...RELEASES_ENTITIES,
];

@Module({
  imports: [
    PlatformModule,
    DatabaseModule.forRoot(ALL_ENTITIES),
    AccessModule,
    AuditModule,
    DictionaryModule,
    OperationsModule,
    ReturnsModule,
    TotalsModule,
    ReleasesModule,
    WebModule,
    DemoModule,
  ],
  // In this order: authentication, write limit, permission.
  providers: [
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: WriteLimitGuard },
    { provide: APP_GUARD, useClass: PermissionGuard },
  ],
})
export class AppModule {
  static forRoot(config: Config): DynamicModule {
    return { module: AppModule, imports: [ConfigModule.forRoot(config), ...(config.demo ? [ExplorerModule] : [])] };
  }
}
