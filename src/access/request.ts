import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { Request } from 'express';
import type { Actor } from './domain/actor.js';

/** A request as the guards leave it: with who calls, once that is known. */
export interface ActorRequest extends Request {
  actor?: Actor;
  /** Under way or done; every field of one GraphQL request shares one look-up. */
  authentication?: Promise<Actor>;
}

/** The HTTP request behind a handler, GraphQL or not. */
export function requestOf(context: ExecutionContext): ActorRequest {
  return context.getType<GqlContextType>() === 'graphql'
    ? GqlExecutionContext.create(context).getContext<{ req: ActorRequest }>().req
    : context.switchToHttp().getRequest<ActorRequest>();
}

/** The named arguments that a handler was called with: GraphQL's, or path and query. */
export function argumentsOf(context: ExecutionContext): Record<string, unknown> {
  if (context.getType<GqlContextType>() === 'graphql') {
    return GqlExecutionContext.create(context).getArgs<Record<string, unknown>>();
  }
  const request = requestOf(context);
  return { ...request.query, ...request.params };
}
