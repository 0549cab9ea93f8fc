import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { Request } from 'express';
import type { Caller } from '../domain/actor.js';

/** A request with its caller, once a guard has identified them. */
export interface CallerRequest extends Request {
  caller?: Caller;
  /** The look-up of the caller, pending or done, which all fields of one GraphQL request share. */
  authentication?: Promise<Caller>;
}

/** The HTTP request behind a handler, GraphQL or not. */
export function requestOf(context: ExecutionContext): CallerRequest {
  return context.getType<GqlContextType>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<{ req: CallerRequest }>().req
    : context.switchToHttp().getRequest<CallerRequest>();
}

/** The named arguments of a handler: those of GraphQL, or of path and query. */
export function argumentsOf(context: ExecutionContext): Record<string, unknown> {
  if (context.getType<GqlContextType>() === 'graphql') {
    return GqlExecutionContext.create(context).getArgs<Record<string, unknown>>();
  }
  const request = requestOf(context);
  return { ...request.query, ...request.params };
}

/** The code of the force in a handler's arguments, in `force` or `input.force`; null if there is none. */
export function forceArgumentOf(context: ExecutionContext): string | null {
  const { force, input } = argumentsOf(context);
  const ofInput = typeof input === 'object' && input !== null && 'force' in input ? input.force : null;
  return [force, ofInput].find((value) => typeof value === 'string') ?? null;
}
