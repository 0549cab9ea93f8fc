import {
  isSpanContextValid,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';

/** Makes the service's spans. Until tracing is started they are empty. */
export const tracer = trace.getTracer('operation-scorpion');

/**
 * Does something within a span of its own. Nothing goes into a span that somebody sent: neither text nor parameters of
 * SQL or GraphQL, and of an error its kind alone.
 */
export async function inSpan<T>(
  name: string,
  options: { readonly kind: SpanKind; readonly attributes?: Attributes },
  run: () => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, options, async (span) => {
    try {
      return await run();
    } catch (error) {
      failed(span, kindOf(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** Marks what a span is about as failed. */
export function failed(span: Span, kind: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kind);
}

/** The trace that is being written here; undefined: none. */
export function activeTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context.traceId : undefined;
}

/** A SQLSTATE, a code of ours or of the network, or the class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
