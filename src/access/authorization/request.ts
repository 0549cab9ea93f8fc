import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { Request } from 'express';
import type { Caller } from '../domain/actor.js';

/** A request as the guards leave it: with who calls, once that is known. */
export interface CallerRequest extends Request {
  caller?: Caller;
  /** Under way or done; every field of one GraphQL request shares one look-up. */
  authentication?: Promise<Caller>;
}

/** The HTTP request behind a handler, GraphQL or not. */
export function requestOf(context: ExecutionContext): CallerRequest {
  return context.getType<GqlContextType>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<{ req: CallerRequest }>().req
    : context.switchToHttp().getRequest<CallerRequest>();
}

/** The named arguments that a handler was called with: GraphQL's, or path and query. */
export function argumentsOf(context: ExecutionContext): Record<string, unknown> {
  if (context.getType<GqlContextType>() === 'graphql') {
    return GqlExecutionContext.create(context).getArgs<Record<string, unknown>>();
  }
  const request = requestOf(context);
  return { ...request.query, ...request.params };
}

/** The code of the force that a handler's arguments are about, `force` by itself or in `input`; null: they name none. */
export function forceArgumentOf(context: ExecutionContext): string | null {
  const { force, input } = argumentsOf(context);
  const ofInput = typeof input === 'object' && input !== null && 'force' in input ? input.force : null;
  return [force, ofInput].find((value) => typeof value === 'string') ?? null;
}
