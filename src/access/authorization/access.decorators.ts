import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CodedError } from '../../common/errors.js';
import { REQUIREMENT } from '../../platform/index.js';
import type { Actor, Caller } from '../domain/actor.js';
import { capacityFor } from '../domain/capacity.js';
import type { Permission } from '../domain/permissions.js';
import { forceArgumentOf, requestOf } from './request.js';

/** What a handler declares: a permission, or that it is public. Without a declaration the service does not start. */
export type Requirement = Permission | 'PUBLIC';

/** The caller must have this permission. */
export const RequirePermission = (permission: Permission): MethodDecorator =>
  SetMetadata<string, Requirement>(REQUIREMENT, permission);

const reflector = new Reflector();

/**
 * A handler's argument: the actor, which is the caller in the capacity that has the handler's permission for the force
 * named in its arguments. If the handler declares no permission, as fields of objects do, it is the caller's own role.
 * A field that a deputy may read as a deputy uses CurrentCaller instead.
 */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const caller = callerOf(context);
  const requirement = reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
  return requirement === undefined || requirement === 'PUBLIC'
    ? caller.own
    : capacityFor(caller, requirement, forceArgumentOf(context));
});

/** A handler's argument: the caller with all their capacities. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => callerOf(context));

function callerOf(context: ExecutionContext): Caller {
  const { caller } = requestOf(context);
  if (caller === undefined) {
    throw new CodedError(
      'UNAUTHENTICATED',
      "No bearer token was found. Send the header 'Authorization: Bearer <token>'.",
    );
  }
  return caller;
}
