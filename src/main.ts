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
  printFailure,
} from './platform/console/index.js';
import type { Service } from './service.js';

/* The service is loaded only when it is started, so that --help and a wrong setting are answered at once. */

const CANNOT_START = 1;

const paint = paintFor(process.stdout);
const print = (text: string): void => {
  console.log(text);
};

/** Ends the process at once, because parts of a failed start may still be running. */
const fail = (error: unknown): never => {
  printFailure(console, error);
  process.exit(CANNOT_START);
};

async function serve(config: Config): Promise<void> {
  const progress = new Progress(print, paint);
  const running: { service?: Service; isStopping: boolean } = { isStopping: false };
  const stop = async (): Promise<void> => {
    if (!running.isStopping) {
      progress.begin();
      progress.say('Stopping. Waiting for requests under way.');
    }
    running.isStopping = true;
    await running.service?.stop();
    progress.say(stopped(running.service?.dataFolder ?? null));
    process.exit(0);
  };
  const onSignal = (): void => {
    stop().catch(fail);
  };
  // The handlers stay, because a signal to a process group arrives twice: directly, and passed on by npm. SIGHUP means
  // that the terminal was closed. It stops the service under nohup too: use a process supervisor to outlive a terminal.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  progress.begin();
  progress.say(beginning(config));
  try {
    const [{ Service }, { demoGuide }] = await Promise.all([import('./service.js'), import('./demo/index.js')]);
    running.service = new Service(config, progress.say);
    const url = await running.service.start();
    if (config.demo) {
      print(`\n${demoGuide(url, paint)}\n`);
    }
    progress.say(paint('bold', ready(url, config)));
    progress.up();
  } catch (error) {
    // To be stopped while starting is not a failure.
    if (!running.isStopping) {
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
    if (version) print(readRelease().version);
    else await serve(readConfig()).catch(fail);
    return 0;
  },
});
