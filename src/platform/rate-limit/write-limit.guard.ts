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

/** A request whose caller has been recognised; the guard that does so comes first. */
type KnownRequest = Request & { readonly caller?: { readonly id: string } };

/**
 * So many mutations a minute and identity, each field of a mutation counted. Queries are not limited. Counts are this
 * process's own.
 */
@Injectable()
export class WriteLimitGuard implements CanActivate {
  private readonly writes: FixedWindow | null;

  constructor(@Inject(CONFIG) config: Config) {
    const limit = config.limits.writesPerMinute;
    this.writes = limit === 0 ? null : new FixedWindow(limit, MINUTE_MS, MAX_CALLERS);
  }

  /** @throws CodedError TOO_MANY_REQUESTS; the header Retry-After and the message say how many seconds to wait */
  canActivate(context: ExecutionContext): boolean {
    if (this.writes === null || context.getType<GqlContextType>() !== 'graphql') return true;
    const graphql = GqlExecutionContext.create(context);
    if (!isRootOfMutation(graphql.getInfo<GraphQLResolveInfo>())) return true;
    const { req, res } = graphql.getContext<GraphqlContext>();
    const wait = this.writes.take(keyOf(req), Date.now());
    if (wait === 0) return true;
    const seconds = Math.ceil(wait / 1000);
    res.set('Retry-After', String(seconds));
    throw new CodedError('TOO_MANY_REQUESTS', `Too many changes in a minute. Try again in ${seconds} seconds.`);
  }
}

function isRootOfMutation({ operation, path }: GraphQLResolveInfo): boolean {
  return operation.operation === OperationTypeNode.MUTATION && path.prev === undefined;
}

/** Nobody changes anything unrecognised: those who are not are counted together. */
function keyOf({ caller }: KnownRequest): string {
  return caller?.id ?? '';
}
