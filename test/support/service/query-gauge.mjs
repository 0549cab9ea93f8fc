// Loaded into a service beside it. At SIGUSR2 it says, in one line, what was used since the last time: the most memory
// (heap and buffers), processor time, and the longest time for which nothing else had its turn. Then it begins anew.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import process from 'node:process';
import { setInterval } from 'node:timers';

const SAMPLE_MS = 5;
const delay = monitorEventLoopDelay({ resolution: SAMPLE_MS });
delay.enable();
let peak = 0;
let before = process.cpuUsage();
let line = 0;

const inUse = () => {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};
setInterval(() => {
  peak = Math.max(peak, inUse());
}, SAMPLE_MS).unref();

process.on('SIGUSR2', () => {
  const { user, system } = process.cpuUsage(before);
  line += 1;
  const used = { peakBytes: peak, cpuMs: (user + system) / 1000, blockedMs: delay.max / 1e6 };
  globalThis.gc();
  const restBytes = inUse();
  process.stdout.write(`gauge ${line} ${JSON.stringify({ ...used, restBytes })}\n`);
  delay.reset();
  peak = restBytes;
  before = process.cpuUsage();
});
