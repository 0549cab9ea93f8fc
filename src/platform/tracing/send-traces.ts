import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import type { TracingConfig } from '../../config/config.js';
import { readRelease } from '../console/release.js';

/**
 * Sends spans to a collector in batches, by OTLP over HTTP as JSON; a batch that cannot be sent is dropped. From
 * callers only traceparent and tracestate are accepted, no baggage.
 *
 * @returns a function that sends the rest and ends
 */
export function sendTraces({ endpoint, serviceName }: TracingConfig): () => Promise<void> {
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName, 'service.version': readRelease().version }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register({ propagator: new W3CTraceContextPropagator() });
  return () => provider.shutdown();
}
