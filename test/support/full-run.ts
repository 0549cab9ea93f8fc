/**
 * How many samples a test tries: few in `npm test`, all of them where the environment has TEST_FULL_RUN=true.
 *
 * @param short enough to find a fault that shows often, in seconds
 */
export function samples(short: number, full: number): number {
  return process.env['TEST_FULL_RUN'] === 'true' ? full : short;
}
