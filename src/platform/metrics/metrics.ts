import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { readRelease } from '../console/release.js';
import { processMetrics } from './process-metrics.js';

/** The buckets of durations in seconds, from a millisecond to the default time limit of a request. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * The service's own metrics. Each feature makes its metrics here, once. The values of a label must come from a closed
 * list and must not reveal what was sent or by whom: no figure, token, force or name of a caller.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    const build = this.gauge(
      'service_build_info',
      'Always 1; the labels give the version of the service and of Node.',
      ['version', 'node'],
    );
    build.set({ version: readRelease().version, node: process.version }, 1);
  }

  /** Makes a counter, which counts from the start of the process; its name ends in `_total`. */
  counter<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** Makes a gauge, which goes up and down. @param read sets its value whenever the metrics are read */
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    read?: (gauge: Gauge<Label>) => void,
  ): Gauge<Label> {
    return new Gauge<Label>({
      name,
      help,
      labelNames,
      registers: [this.registry],
      collect() {
        read?.(this);
      },
    });
  }

  /** Makes a histogram of durations in seconds; its name ends in `_seconds`. */
  duration<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }

  /** All present values, including those of the process, in Prometheus's text format. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    const all = Registry.merge([this.registry, processMetrics()]);
    return { contentType: all.contentType, body: await all.metrics() };
  }
}
