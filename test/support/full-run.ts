/**
 * How much a test does: little in `npm test`, all of it in `npm run test:long`, which runs every suite that asks this.
 *
 * @param short enough to find a fault that shows often, within seconds
 */
export function shortOrFull<Value>(short: Value, full: Value): Value {
  return process.env['TEST_FULL_RUN'] === 'true' ? full : short;
}
