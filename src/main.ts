import 'reflect-metadata';
import { readConfig, type Config } from './config/config.js';
import {
  beginning,
  HELP_COMMAND,
  paintFor,
  Progress,
  readRelease,
  ready,
  runProgram,
  startHelp,
  stopped,
  tellFailure,
} from './platform/console/index.js';
import type { Service } from './service.js';

/* The service itself is loaded only to be started: help, and a setting that is wrong, do not wait for it. */

const CANNOT_START = 1;

const paint = paintFor(process.stdout);
const tell = (text: string): void => {
  console.log(text);
};

/** Ends at once: of a start that failed something may still be running. */
const fail = (error: unknown): never => {
  tellFailure(console, error);
  process.exit(CANNOT_START);
};

async function serve(config: Config): Promise<void> {
  const progress = new Progress(tell, paint);
  const running: { service?: Service; toldToStop: boolean } = { toldToStop: false };
  const stop = async (): Promise<void> => {
    if (!running.toldToStop) {
      progress.begin();
      progress.say('Stopping, once what is under way is done.');
    }
    running.toldToStop = true;
    await running.service?.stop();
    progress.say(stopped(running.service?.dataFolder ?? null));
    process.exit(0);
  };
  const onSignal = (): void => {
    stop().catch(fail);
  };
  // For good, since a signal to a whole group of processes arrives twice: once by itself, and once handed on by npm.
  // SIGHUP is a terminal that was closed. It ends the service under nohup too: what is to outlive a terminal is better
  // started by a supervisor of processes.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  progress.begin();
  progress.say(beginning(config));
  try {
    const [{ Service }, { demoGuide }] = await Promise.all([import('./service.js'), import('./demo/index.js')]);
    running.service = new Service(config, progress.say);
    const url = await running.service.start();
    if (config.demo) {
      tell(`\n${demoGuide(url, paint)}\n`);
    }
    progress.say(paint('bold', ready(url, config)));
    progress.up();
  } catch (error) {
    // Being told to stop while coming up is no failure of the start.
    if (!running.toldToStop) {
      throw error;
    }
  }
}

await runProgram({
  terminal: console,
  helpCommand: HELP_COMMAND,
  help: () => startHelp(paint),
  options: { version: { type: 'boolean', short: 'v' } },
  failed: CANNOT_START,
  run: async ({ version = false }) => {
    if (version) tell(readRelease().version);
    else await serve(readConfig()).catch(fail);
    return 0;
  },
});
