import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { REQUIREMENT } from '../../platform/index.js';

/** The metadata keys with which Nest marks routes and root GraphQL fields. */
const ROUTE_METHOD = 'method';
const GRAPHQL_TYPE = 'graphql:resolver_type';
const ROOT_TYPES = new Set(['Query', 'Mutation', 'Subscription']);

/** Closed by default: the service does not start if a handler declares neither a permission nor that it is public. */
@Injectable()
export class RequirementsCheck implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const undeclared = [...this.discovery.getControllers(), ...this.discovery.getProviders()].flatMap(({ metatype }) =>
      typeof metatype === 'function' ? this.undeclaredHandlers(metatype as Type) : [],
    );
    if (undeclared.length > 0) {
      throw new Error(`These handlers declare neither @RequirePermission nor @Public: ${undeclared.join(', ')}.`);
    }
  }

  private undeclaredHandlers(type: Type): string[] {
    const prototype = type.prototype as Record<string, unknown> | undefined;
    if (prototype === undefined) {
      return [];
    }
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => isHandler(prototype[name]) && !Reflect.hasMetadata(REQUIREMENT, prototype[name] as object))
      .map((name) => `${type.name}.${name}`);
  }
}

function isHandler(method: unknown): boolean {
  if (typeof method !== 'function') {
    return false;
  }
  const graphqlType: unknown = Reflect.getMetadata(GRAPHQL_TYPE, method);
  return Reflect.hasMetadata(ROUTE_METHOD, method) || (typeof graphqlType === 'string' && ROOT_TYPES.has(graphqlType));
}
