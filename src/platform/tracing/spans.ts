import {
  isSpanContextValid,
  SpanStatusCode,
  trace,
  type Attributes,
  type Span,
  type SpanKind,
} from '@opentelemetry/api';

/** Makes the spans of the service. They are empty until tracing is started. */
export const tracer = trace.getTracer('operation-scorpion');

/**
 * Runs work within a span. A span must contain nothing that was sent: no text or parameters of SQL or GraphQL, and of
 * an error only its kind.
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

/** Marks a span as failed. */
export function failed(span: Span, kind: string): void {
  span.setStatus({ code: SpanStatusCode.ERROR }).setAttribute('error.type', kind);
}

/** The id of the active trace; undefined if there is none. */
export function activeTraceId(): string | undefined {
  const context = trace.getActiveSpan()?.spanContext();
  return context !== undefined && isSpanContextValid(context) ? context.traceId : undefined;
}

/** The kind of an error: its SQLSTATE, its code, or its class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
