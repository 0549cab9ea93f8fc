import { Injectable } from '@nestjs/common';
import type { Request, RequestHandler } from 'express';
import type { Histogram } from 'prom-client';
import type { ErrorCode } from '../../common/errors.js';
import { isGraphqlPath, GRAPHQL_PATH } from '../graphql/path.js';
import { Metrics } from './metrics.js';

/** The labels of a GraphQL operation: what it asked for, and the outcome. */
export interface OperationLabels {
  /** `none` if nothing could be executed. */
  readonly kind: 'query' | 'mutation' | 'none';
  /** The root field by its name in the schema, `several` or `none`. Never the caller's own name for the operation. */
  readonly field: string;
  /** OK, or the first error's code. */
  readonly outcome: ErrorCode | 'OK';
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Measures the number and duration of HTTP requests, by route, and of GraphQL operations, by root field. */
@Injectable()
export class RequestMetrics {
  private readonly requests: Histogram<'method' | 'route' | 'status'>;
  private readonly operations: Histogram<keyof OperationLabels>;
  private underWay = 0;

  constructor(metrics: Metrics) {
    this.requests = metrics.duration(
      'http_request_duration_seconds',
      'Duration of HTTP requests until the end of the answer, in seconds.',
      ['method', 'route', 'status'],
    );
    this.operations = metrics.duration(
      'graphql_operation_duration_seconds',
      'Duration of GraphQL operations by root field and outcome, in seconds.',
      ['kind', 'field', 'outcome'],
    );
    metrics.gauge('http_requests_under_way', 'HTTP requests that have not been answered yet.', [], (gauge) =>
      gauge.set(this.underWay),
    );
  }

  /** Counts a request. Its status is `gone` if the caller did not wait for the answer. */
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

  /** Counts an operation. @param begun when it began, by `performance.now()` */
  operation(labels: OperationLabels, begun: number): void {
    this.operations.observe({ ...labels }, secondsSince(begun));
  }
}

/** The declared pattern of a route, never the requested path itself. */
export function routeOf(request: Request): string {
  if (isGraphqlPath(request.originalUrl)) return GRAPHQL_PATH;
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path : 'none';
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000;
}
