export { traceRequests } from './request-tracing.js';
export { failed, inSpan, tracer } from './spans.js';
export { startTracing, type StopTracing } from './start-tracing.js';
