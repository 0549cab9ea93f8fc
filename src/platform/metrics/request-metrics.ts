import { Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import type { Histogram } from 'prom-client';
import type { ErrorCode } from '../../common/errors.js';
import { isGraphqlPath, GRAPHQL_PATH } from '../graphql/path.js';
import { Metrics } from './metrics.js';

/** What a GraphQL operation asked for and what came of it. */
export interface OperationLabels {
  /** NONE: nothing that could be executed. */
  readonly kind: 'query' | 'mutation' | 'none';
  /** The root field, by the schema's name; `several`, or `none`. Never what the caller calls the operation. */
  readonly field: string;
  /** OK, or the first error's code. */
  readonly outcome: ErrorCode | 'OK';
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Counts requests and times them: over HTTP by route, over GraphQL by operation. */
@Injectable()
export class RequestMetrics {
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly operations: Histogram<keyof OperationLabels>;
  private underWay = 0;

  constructor(metrics: Metrics) {
    this.requests = metrics.duration('http_request_duration_seconds', 'HTTP requests, to the end of the answer.', [
      'method',
      'route',
      'status',
    ]);
    this.operations = metrics.duration(
      'graphql_operation_duration_seconds',
      'GraphQL operations by root field and outcome.',
      ['kind', 'field', 'outcome'],
    );
    metrics.gauge('http_requests_under_way', 'HTTP requests that are not answered yet.', [], (gauge) =>
      gauge.set(this.underWay),
    );
  }

  /** Counts a request; `gone` is the status where the caller did not wait for the answer. */
  readonly count: RequestHandler = (request, response, next) => {
    const begun = performance.now();
    this.underWay += 1;
    response.once('close', () => {
      this.underWay -= 1;
      const method = METHODS.has(request.method) ? request.method : 'other';
      const status = response.writableFinished ? String(response.statusCode) : 'gone';
      this.requests.observe({ method, route: routeOf(request), status }, secondsSince(begun));
    });
    next();
  };

  /** Counts an operation that began at this reading of `performance.now()`. */
  operation(labels: OperationLabels, begun: number): void {
    this.operations.observe({ ...labels }, secondsSince(begun));
  }
}

/** The pattern that a route was declared with, never the path that was asked for. */
export function routeOf(request: Request): string {
  if (isGraphqlPath(request.originalUrl)) return GRAPHQL_PATH;
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : 'none';
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
