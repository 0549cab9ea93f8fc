import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { routeOf } from '../metrics/index.js';
import { failed, tracer } from './spans.js';

/** Makes a span for each request, in the caller's trace if it sends one; none for probes. */
export const traceRequests: RequestHandler = (request, response, next) => {
  if (/^\/(health|metrics)(\/|$)/.test(request.path)) {
    next();
    return;
  }
  const parent = propagation.extract(context.active(), request.headers);
  const span = tracer.startSpan(request.method, { kind: SpanKind.SERVER }, parent);
  response.once('close', () => {
    const route = routeOf(request);
    span.updateName(`${request.method} ${route}`).setAttributes({
      'http.request.method': request.method,
      'http.route': route,
      'http.response.status_code': response.statusCode,
    });
    if (!response.writableFinished) failed(span, 'caller gone');
    else if (response.statusCode >= 500) failed(span, String(response.statusCode));
    span.end();
  });
  context.with(trace.setSpan(parent, span), next);
};
