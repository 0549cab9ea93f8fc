/**
 * The size of a test: small in `npm test`, full in `npm run test:long`, which runs every suite that calls this.
 * @param short enough to find a frequent fault within seconds
 */
export function shortOrFull<Value>(short: Value, full: Value): Value {
  return process.env['TEST_FULL_RUN'] === 'true' ? full : short;
}
