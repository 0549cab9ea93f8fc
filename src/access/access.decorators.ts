import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { CodedError } from '../common/errors.js';
import { REQUIREMENT } from '../platform/index.js';
import type { Actor } from './domain/actor.js';
import type { Permission } from './domain/permissions.js';
import { requestOf } from './request.js';

/** What a handler declares: a permission, or that it is for anybody. One that says nothing keeps the service from starting. */
export type Requirement = Permission | 'PUBLIC';

/** The caller must have this permission. */
export const RequirePermission = (permission: Permission): MethodDecorator =>
  SetMetadata<string, Requirement>(REQUIREMENT, permission);

/** The caller, as a handler's argument. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context);
  if (actor === undefined) {
    throw new CodedError('UNAUTHENTICATED', 'This needs a bearer token.');
  }
  return actor;
});
