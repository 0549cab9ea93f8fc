import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { CodedError } from '../common/errors.js';
import { REQUIREMENT } from '../platform/index.js';
import type { Actor, Caller } from './domain/actor.js';
import { capacityFor } from './domain/capacity.js';
import type { Permission } from './domain/permissions.js';
import { forceArgumentOf, requestOf } from './request.js';

/** What a handler declares: a permission, or that it is for anybody. One that says nothing keeps the service from starting. */
export type Requirement = Permission | 'PUBLIC';

/** The caller must have this permission. */
export const RequirePermission = (permission: Permission): MethodDecorator =>
  SetMetadata<string, Requirement>(REQUIREMENT, permission);

const reflector = new Reflector();

/**
 * The caller, as a handler's argument, in the capacity in which they call it: that which has the permission that the
 * handler declares, for the force that its arguments name. Where it declares none, as fields of objects do, what they
 * are themselves; one that a deputy is to read as such takes CurrentCaller.
 */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const caller = callerOf(context);
  const requirement = reflector.get<Requirement | undefined>(REQUIREMENT, context.getHandler());
  return requirement === undefined || requirement === 'PUBLIC'
    ? caller.own
    : capacityFor(caller, requirement, forceArgumentOf(context));
});

/** The caller with everything that they may act as, as a handler's argument. */
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
