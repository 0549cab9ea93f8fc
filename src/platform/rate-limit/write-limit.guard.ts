import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { Request } from 'express';
import { OperationTypeNode, type GraphQLResolveInfo } from 'graphql';
import { CodedError } from '../../common/errors.js';
import type { Config } from '../../config/config.js';
import { CONFIG } from '../../config/config.module.js';
import type { GraphqlContext } from '../graphql/graphql.module.js';
import { FixedWindow } from './fixed-window.js';

const MINUTE_MS = 60_000;
const MAX_CALLERS = 10_000;

/** A request with its caller, whom an earlier guard has identified. */
type KnownRequest = Request & { readonly caller?: { readonly id: string } };

/**
 * Limits the mutations of one identity in a minute. Each root field of a mutation counts. Queries are not limited.
 * Every process counts for itself.
 */
@Injectable()
export class WriteLimitGuard implements CanActivate {
  private readonly writes: FixedWindow | null;

  constructor(@Inject(CONFIG) config: Config) {
    const limit = config.limits.writesPerMinute;
    this.writes = limit === 0 ? null : new FixedWindow(limit, MINUTE_MS, MAX_CALLERS);
  }

  /** @throws CodedError TOO_MANY_REQUESTS; the header Retry-After and the message give the seconds to wait */
  canActivate(context: ExecutionContext): boolean {
    if (this.writes === null || context.getType<GqlContextType>() !== 'graphql') return true;
    const graphql = GqlExecutionContext.create(context);
    if (!isRootOfMutation(graphql.getInfo<GraphQLResolveInfo>())) return true;
    const { req, res } = graphql.getContext<GraphqlContext>();
    const wait = this.writes.take(keyOf(req), Date.now());
    if (wait === 0) return true;
    const seconds = Math.ceil(wait / 1000);
    res.set('Retry-After', String(seconds));
    throw new CodedError(
      'TOO_MANY_REQUESTS',
      `You have sent too many changes in this minute. Try again in ${seconds} seconds.`,
    );
  }
}

function isRootOfMutation({ operation, path }: GraphQLResolveInfo): boolean {
  return operation.operation === OperationTypeNode.MUTATION && path.prev === undefined;
}

/** The key for counting. Callers who are not identified cannot change anything; they share one count. */
function keyOf({ caller }: KnownRequest): string {
  return caller?.id ?? '';
}
