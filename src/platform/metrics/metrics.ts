import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import { readRelease } from '../console/release.js';
import { processMetrics } from './process-metrics.js';

/** From a millisecond to the longest that a request is given by default, in seconds. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/**
 * The service's own metrics: whoever has something to count makes it here, once. A label takes values of a closed list
 * only, and none says what somebody sent, who sent it, or how much: no figure, token, force or name of a caller's.
 */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor() {
    const build = this.gauge('service_build_info', 'Always 1; its labels say what runs.', ['version', 'node']);
    build.set({ version: readRelease().version, node: process.version }, 1);
  }

  /** Something that is counted from the start on; the name ends in `_total`. */
  counter<Label extends string = never>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }

  /** Something that goes up and down. @param read sets it whenever it is asked for */
  gauge<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
    read?: (gauge: Gauge<Label>) => void,
  ): Gauge<Label> {
    return new Gauge<Label>({
      ...{ name, help, labelNames, registers: [this.registry] },
      collect() {
        read?.(this);
      },
    });
  }

  /** How long something takes, in seconds; the name ends in `_seconds`. */
  duration<Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Histogram<Label> {
    return new Histogram({ name, help, labelNames, buckets: SECONDS, registers: [this.registry] });
  }

  /** All of them as they stand, the process's with them, in Prometheus's text format. */
  async text(): Promise<{ readonly contentType: string; readonly body: string }> {
    const all = Registry.merge([this.registry, processMetrics()]);
    return { contentType: all.contentType, body: await all.metrics() };
  }
}
