export { Metrics } from './metrics.js';
export { MetricsModule } from './metrics.module.js';
export { RequestMetrics, routeOf, type OperationLabels } from './request-metrics.js';
