import 'reflect-metadata';
import { ConfigInvalid, readConfig, type Config } from './config/config.js';
import { StartRefused } from './database/embedded/start-refused.js';
import {
  beginning,
  HELP_COMMAND,
  paintFor,
  Progress,
  readArguments,
  readRelease,
  ready,
  startHelp,
  stopped,
  unknownArguments,
} from './platform/console/index.js';
import type { Service } from './service.js';

/* The service itself is loaded only to be started: help, and a setting that is wrong, do not wait for it. */

const paint = paintFor(process.stdout);
const tell = (text: string): void => {
  console.log(text);
};

/** Says what went wrong, in words where there are any, and ends with 1. */
const fail = (error: unknown): void => {
  const isForPerson = error instanceof ConfigInvalid || error instanceof StartRefused;
  // The stack and no more: a database error carries whole statements and their parameters.
  console.error(isForPerson ? error.message : error instanceof Error ? error.stack : error);
  process.exit(1);
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
    progress.say(stopped(config));
    process.exit(0);
  };
  const onSignal = (): void => {
    stop().catch(fail);
  };
  // For good, since a signal to a whole group of processes arrives twice: once by itself, and once handed on by npm.
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
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

async function main(): Promise<void> {
  const { flags, unknown } = readArguments(process.argv.slice(2), ['help', 'version']);
  if (unknown.length > 0) {
    console.error(unknownArguments(unknown, HELP_COMMAND));
    process.exitCode = 2;
  } else if (flags.has('help')) {
    tell(startHelp(paint));
  } else if (flags.has('version')) {
    tell(readRelease().version);
  } else {
    await serve(readConfig());
  }
}

main().catch(fail);
